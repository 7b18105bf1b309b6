namespace MlNetDl.Trainers;

/// <summary>Why training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs were done.</summary>
    Completed = 0,

    /// <summary>The validation rows showed no progress for as many epochs as the patience allows.</summary>
    EarlyStopping = 1,

    /// <summary>The user's progress asked for it.</summary>
    Stopped = 2,

    /// <summary>The execution of the <c>MLContext</c> was cancelled, and the options said to keep the model.</summary>
    Cancelled = 3,
}
