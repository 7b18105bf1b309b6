namespace MlNetDl.Trainers;

/// <summary>
/// Whether weight decay, dropout and the number of epochs are chosen by training on all folds but one, in turn, and the networks that the
/// best choice gave are averaged.
/// </summary>
public enum AutoRegularization
{
    /// <summary>On for small tables, unless options or validation rows say how training is to end: docs/accuracy.md.</summary>
    Auto = 0,

    /// <summary>On.</summary>
    On = 1,

    /// <summary>Off: one run, with the weight decay, the dropout and the epochs that the options say.</summary>
    Off = 2,
}
