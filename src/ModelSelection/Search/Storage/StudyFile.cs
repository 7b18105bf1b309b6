using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace MlNetDl.ModelSelection.Search;

/// <summary>The trials of studies, in a SQLite file that several processes may use at once, or in memory.</summary>
/// <remarks>
/// A run claims an evaluation before it starts it, and holds a <see cref="RunLock"/> as long as it lives. Claims of a run that is no more
/// are free. Each step is one transaction, so that a process can be killed at any moment.
/// </remarks>
internal sealed class StudyFile : IDisposable
{
    private const int ApplicationId = 0x4D6C4453; // "MlDS"
    private const int FormatVersion = 1;
    private const int SecondsToWaitForOthers = 60;

    private const string Schema = """
        CREATE TABLE study (name TEXT PRIMARY KEY, definition TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE evaluation (
            study TEXT NOT NULL, trial INTEGER NOT NULL, budget TEXT NOT NULL,
            options TEXT NOT NULL, run TEXT, result TEXT, error TEXT,
            PRIMARY KEY (study, trial, budget)) WITHOUT ROWID;
        CREATE TABLE test_evaluation (
            study TEXT NOT NULL, trial INTEGER NOT NULL, rows INTEGER NOT NULL, evaluation TEXT NOT NULL);
        """;

    private readonly SqliteConnection _connection;
    private readonly string? _path;
    private readonly RunLock? _run;
    private readonly string _runName;

    private StudyFile(SqliteConnection connection, string? path, RunLock? run)
    {
        _connection = connection;
        _path = path;
        _run = run;
        _runName = run?.Name ?? "memory";
    }

    /// <param name="path">The file, created if it is not there; null for memory.</param>
    /// <exception cref="InvalidOperationException">It cannot be used.</exception>
    public static StudyFile Open(string? path)
    {
        var fullPath = path is null ? null : System.IO.Path.GetFullPath(path);
        SqliteConnection connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = fullPath ?? ":memory:",
            Pooling = false, // A pooled connection would keep the file open after the search.
            DefaultTimeout = SecondsToWaitForOthers,
        }.ToString());
        try
        {
            return Guarded(
                fullPath, "cannot be used as a study file",
                "Name a new file, or one that a search made, in a folder that you may write to.", () =>
                {
                    connection.Open();
                    Prepare(connection, fullPath);
                    return new StudyFile(connection, fullPath, fullPath is null ? null : RunLock.Take(fullPath));
                });
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Makes the study known, and sees that it is the one that the file knows under its name.</summary>
    public void Register(string study, string definition) => Guarded(() =>
    {
        using var transaction = _connection.BeginTransaction();
        Execute("INSERT OR IGNORE INTO study VALUES ($1, $2)", study, definition);
        var known = (string)Scalar("SELECT definition FROM study WHERE name = $1", study)!;
        transaction.Commit();
        if (known != definition)
        {
            throw Refusal(
                _path,
                $"has a study '{study}' that is searched otherwise, there as ({known}), now as ({definition})",
                "Search as before, or give the study another name, or name another file.");
        }
    });

    /// <summary>Forgets the trials that failed, so that they are run again.</summary>
    public void ForgetFailed(string study) => Guarded(
        () => Execute("DELETE FROM evaluation WHERE study = $1 AND error IS NOT NULL", study));

    /// <summary>Looks for the result of an evaluation, and claims the evaluation if it has none and no other run works at it.</summary>
    /// <param name="study">The study.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="budget">What it may use.</param>
    /// <param name="options">Its options.</param>
    /// <param name="withScores">Whether a result without out-of-fold scores will not do, unless it is a failure.</param>
    public (ClaimState State, TrialResult? Result) Claim(
        string study, int trial, TrialBudget? budget, OptionValues options, bool withScores = false) => Guarded(() =>
    {
        var text = PlainJson.Write(options);
        using var transaction = _connection.BeginTransaction();
        var (isThere, knownOptions, run, result) = Find(study, trial, budget);
        if (isThere && knownOptions != text)
        {
            throw Refusal(
                _path, $"has trial {trial} of study '{study}' with the options {knownOptions}, where they are {text} now",
                "Give the study another name, or name another file.");
        }

        var known = result is null ? null : PlainJson.Read<TrialResult>(result);
        if (known is not null && (!withScores || known.Error is not null || known.OutOfFoldScores is not null))
            return (ClaimState.Done, known);
        if (run is not null && run != _runName && RunLock.IsHeld(_path!, run))
            return (ClaimState.Busy, null);
        Execute(
            "INSERT INTO evaluation (study, trial, budget, options, run) VALUES ($1, $2, $3, $4, $5) "
            + "ON CONFLICT DO UPDATE SET run = excluded.run",
            study, trial, Key(budget), text, _runName);
        transaction.Commit();
        return (ClaimState.Claimed, (TrialResult?)null);
    });

    /// <summary>Keeps a result. If another run was quicker, its result stands.</summary>
    /// <returns>The result that stands.</returns>
    public TrialResult Complete(string study, int trial, TrialBudget? budget, TrialResult result) => Guarded(() =>
    {
        using var transaction = _connection.BeginTransaction();
        Execute(
            "UPDATE evaluation SET result = $4, error = $5, run = NULL "
            + "WHERE study = $1 AND trial = $2 AND budget = $3 AND (result IS NULL OR run = $6)",
            study, trial, Key(budget), PlainJson.Write(result), result.Error, _runName);
        var standing = Find(study, trial, budget).Result;
        transaction.Commit();
        return standing is null ? result : PlainJson.Read<TrialResult>(standing);
    });

    /// <summary>Gives an evaluation up that was claimed.</summary>
    public void Release(string study, int trial, TrialBudget? budget) => Guarded(() =>
    {
        using var transaction = _connection.BeginTransaction();
        Execute(
            "DELETE FROM evaluation WHERE study = $1 AND trial = $2 AND budget = $3 AND run = $4 AND result IS NULL",
            study, trial, Key(budget), _runName);
        Execute(
            "UPDATE evaluation SET run = NULL WHERE study = $1 AND trial = $2 AND budget = $3 AND run = $4",
            study, trial, Key(budget), _runName);
        transaction.Commit();
    });

    /// <summary>What the latest look at the test set gave; null if there was none.</summary>
    public TestEvaluation? LatestTest(string study) => Guarded(() =>
        Scalar("SELECT evaluation FROM test_evaluation WHERE study = $1 ORDER BY rowid DESC LIMIT 1", study) is string json
            ? PlainJson.Read<TestEvaluation>(json)
            : null);

    /// <summary>Keeps what a look at the test set gave.</summary>
    public void KeepTest(TestEvaluation evaluation) => Guarded(() => Execute(
        "INSERT INTO test_evaluation VALUES ($1, $2, $3, $4)",
        evaluation.Study, evaluation.Trial, evaluation.Rows, PlainJson.Write(evaluation)));

    public void Dispose()
    {
        _connection.Dispose();
        _run?.Dispose();
    }

    private static void Prepare(SqliteConnection connection, string? path)
    {
        using var command = connection.CreateCommand();
        // The journal's mode stays with a file: one of somebody else's is refused before. Seen in one transaction, for another process may
        // just be making the file.
        using (var look = connection.BeginTransaction(deferred: true))
        {
            command.Transaction = look;
            _ = IsNew(command, path);
            command.Transaction = null;
        }

        // Readers do not hold up writers then. FULL, so that no result is lost when the power fails.
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
        command.ExecuteNonQuery();

        using var transaction = connection.BeginTransaction();
        command.Transaction = transaction;
        if (IsNew(command, path))
        {
            command.CommandText = string.Create(CultureInfo.InvariantCulture,
                $"{Schema} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {FormatVersion};");
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <exception cref="InvalidOperationException">The file has something else in it.</exception>
    private static bool IsNew(SqliteCommand command, string? path)
    {
        var application = Pragma(command, "application_id");
        var version = Pragma(command, "user_version");
        command.CommandText = "SELECT count(*) FROM sqlite_master";
        if (application == 0 && (long)command.ExecuteScalar()! == 0)
            return true;
        if (application != ApplicationId)
        {
            throw Refusal(path, "is a SQLite database, but none of studies", "Name a new file, or one that a search made.");
        }

        if (version != FormatVersion)
        {
            throw Refusal(
                path, $"is a study file of format version {version}, where {FormatVersion} is wanted",
                "Name a new file, or use the version of MlNetDl that made this one.");
        }

        return false;
    }

    private static long Pragma(SqliteCommand command, string name)
    {
        command.CommandText = $"PRAGMA {name}";
        return (long)command.ExecuteScalar()!;
    }

    private static string Key(TrialBudget? budget) => budget?.ToString() ?? "all";

    private (bool IsThere, string? Options, string? Run, string? Result) Find(string study, int trial, TrialBudget? budget)
    {
        using var command = Command(
            "SELECT options, run, result FROM evaluation WHERE study = $1 AND trial = $2 AND budget = $3", study, trial, Key(budget));
        using var reader = command.ExecuteReader();
        return reader.Read() ? (true, Text(0), Text(1), Text(2)) : default;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    private void Execute(string sql, params object?[] arguments)
    {
        using var command = Command(sql, arguments);
        command.ExecuteNonQuery();
    }

    private object? Scalar(string sql, params object?[] arguments)
    {
        using var command = Command(sql, arguments);
        return command.ExecuteScalar();
    }

    private SqliteCommand Command(string sql, params object?[] arguments)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // All of it is in this class; what is not, is an argument.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < arguments.Length; i++)
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${i + 1}"), arguments[i] ?? DBNull.Value);
        return command;
    }

    private void Guarded(Action step) => Guarded(() =>
    {
        step();
        return true;
    });

    /// <summary>A step at a file that was in order when it was opened. What it did not finish is undone.</summary>
    private T Guarded<T>(Func<T> step) => Guarded(
        _path, "cannot be read or written any more",
        "See that its disk has room, and that the file is whole and yours to write. What it holds of trials that have ended is kept: "
        + "search again to resume, or, if the file is damaged, with a new file.", step);

    private static T Guarded<T>(string? path, string found, string remedy, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException or JsonException)
        {
            throw Refusal(path, $"{found} ({error.Message.TrimEnd('.')})", remedy, error);
        }
    }

    private static InvalidOperationException Refusal(string? path, string found, string remedy, Exception? inner = null) =>
        new($"Path is '{path}', which {found}. {remedy}", inner);
}
