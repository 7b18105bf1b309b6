namespace MlNetDl.Trainers.Training;

/// <summary>The learning rate of each step.</summary>
internal static class LearningRateSchedule
{
    /// <summary>
    /// Half a cosine from the full rate at the first step to almost zero at the last (Loshchilov and Hutter 2017, "SGDR",
    /// eq. 5, without restarts).
    /// </summary>
    /// <param name="rate">The full rate.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="steps">The number of steps.</param>
    public static float Cosine(float rate, long step, long steps) => (float)(rate * (1 + Math.Cos(Math.PI * step / steps)) / 2);
}
