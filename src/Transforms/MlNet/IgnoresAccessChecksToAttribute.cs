namespace System.Runtime.CompilerServices;

/// <summary>
/// Tells the runtime to let the assembly that carries it use the internals of the named assembly.
/// </summary>
/// <remarks>
/// The runtime knows this attribute by its name, the framework does not define it: whoever wants it brings it along. It is
/// the other side of <see cref="InternalsVisibleToAttribute"/>, declared by the assembly that looks in.
/// </remarks>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}
