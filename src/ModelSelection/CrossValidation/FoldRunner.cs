using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.ModelSelection.CrossValidation;

/// <summary>Fits a pipeline on each fold, several at once.</summary>
internal static class FoldRunner
{
    /// <summary>Cross-validates.</summary>
    /// <returns>What each fold came to, whatever the number of threads.</returns>
    public static IReadOnlyList<TrainCatalogBase.CrossValidationResult<TMetrics>> CrossValidate<TMetrics>(
        IHostEnvironment env, IReadOnlyList<DataOperationsCatalog.TrainTestData> folds, IEstimator<ITransformer> estimator,
        string labelColumnName, int? numberOfThreads, Func<IDataView, TMetrics> evaluate)
        where TMetrics : class
    {
        env.CheckValue(folds, nameof(folds));
        env.CheckParam(folds.Count > 0, nameof(folds), "CrossValidate: there are no folds.");
        env.CheckValue(estimator, nameof(estimator));
        env.CheckNonEmpty(labelColumnName, nameof(labelColumnName));
        new OptionChecks("CrossValidate")
            .Require(numberOfThreads is null or >= 1, nameof(numberOfThreads), numberOfThreads, "at least 1, or null")
            .ThrowIfViolated(nameof(numberOfThreads));
        var results = new TrainCatalogBase.CrossValidationResult<TMetrics>[folds.Count];
        HostRandoms.Install(env);
        Run(folds.Count, Math.Min(numberOfThreads ?? Environment.ProcessorCount, folds.Count), fold => FoldRandom.RunFold(() =>
        {
            env.CheckAlive();
            var model = EstimatorCopy.Of(estimator).Fit(folds[fold].TrainSet);
            var scored = model.Transform(folds[fold].TestSet);
            results[fold] = new(model, evaluate(scored), scored, fold);
        }));
        return results;
    }

    /// <summary>Runs all folds, or up to the first that fails, as they would one by one.</summary>
    private static void Run(int folds, int threads, Action<int> run)
    {
        var failures = new Exception?[folds];
        var (last, failed) = (-1, false);
        if (threads == 1)
        {
            Work();
        }
        else
        {
            // Fits wait for work that they hand to the thread pool: they must not take its threads.
            Thread[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(Work) { IsBackground = true, Name = "Fold" })];
            Array.ForEach(workers, worker => worker.Start());
            Array.ForEach(workers, worker => worker.Join());
        }

        // Folds begin in their order: the first of those that failed would have failed alone.
        if (Array.Find(failures, failure => failure is not null) is { } first)
            ExceptionDispatchInfo.Throw(first);

        void Work()
        {
            while (!Volatile.Read(ref failed) && Interlocked.Increment(ref last) is var fold && fold < folds)
            {
                try
                {
                    run(fold);
                }
                catch (Exception failure)
                {
                    failures[fold] = failure;
                    Volatile.Write(ref failed, true);
                }
            }
        }
    }
}
