using System.Text;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Torch;

/// <summary>The C++ standard library that this process runs on.</summary>
internal static class StandardLibrary
{
    /// <summary>Writes a copy that offers nothing newer than GLIBCXX_3.4.29, the last version of GCC 11.</summary>
    /// <remarks>The loader looks versions up by name: under another name they are not there.</remarks>
    public static void WriteAsOfGcc11(TempFolder folder)
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        string? path = File.ReadLines("/proc/self/maps")
            .Select(line => line.Split(' ')[^1])
            .FirstOrDefault(file => Path.GetFileName(file).StartsWith("libstdc++.so.6", StringComparison.Ordinal));
        Skip.If(path is null, "This process does not run on libstdc++.");

        byte[] library = File.ReadAllBytes(path), name = Encoding.ASCII.GetBytes("GLIBCXX_3.4.3");
        for (int from = 0, found; (found = library.AsSpan(from).IndexOf(name)) >= 0; from += found + name.Length)
        {
            ref byte digit = ref library[from + found + name.Length];
            if (char.IsAsciiDigit((char)digit))
                digit = (byte)'x';
        }
        File.WriteAllBytes(folder.File("libstdc++.so.6"), library);
    }
}
