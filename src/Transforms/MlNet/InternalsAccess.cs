// ML.NET keeps saving, loading and the interfaces of scoring internal; a component that takes part in them needs access.
// The compiler gets it from eng/Publicize.targets, the runtime from these lines, which every assembly that uses ML.NET's
// internals must carry itself: MlNetDl.Trainers, MlNetDl.ModelSelection and MlNetDl.Reports compile this file too. eng/mlnet-internals.txt
// lists what is used.

using System.Runtime.CompilerServices;

[assembly: IgnoresAccessChecksTo("Microsoft.ML.Core")]
[assembly: IgnoresAccessChecksTo("Microsoft.ML.Data")]
