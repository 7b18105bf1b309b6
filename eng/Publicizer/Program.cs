using MlNetDl.Publicizer;

switch (args)
{
    case ["publicize", var folder, .. { Length: > 0 } assemblies]:
        foreach (var assembly in assemblies)
        {
            AssemblyPublicizer.Publicize(assembly, Path.Combine(folder, Path.GetFileName(assembly)));
        }

        return 0;

    case ["list", var folder, var file]:
        File.WriteAllText(file, UsedInternals.List(folder));
        return 0;

    default:
        Console.Error.WriteLine("""
            Usage:
              publicize <folder> <assembly>...   writes copies of the assemblies, internals made public, into the folder
              list <folder> <file>               writes the list of ML.NET's internals that MlNetDl uses; the folder
                                                 holds the assemblies of both
            """);
        return 1;
}
