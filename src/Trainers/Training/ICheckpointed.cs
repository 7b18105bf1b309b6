using Microsoft.ML.Runtime;

namespace MlNetDl.Trainers.Training;

/// <summary>A state that a checkpoint can hold. Whoever sets it continues as if it had never stopped.</summary>
internal interface ICheckpointed
{
    /// <summary>How many numbers it is made of, the epochs not counted.</summary>
    long Floats { get; }

    /// <summary>Writes all of it.</summary>
    void Write(BinaryWriter writer);

    /// <summary>Reads what <see cref="Write"/> wrote in a run of the same data and settings.</summary>
    void Read(BinaryReader reader, IExceptionContext context);
}
