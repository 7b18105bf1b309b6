using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;
using Xunit;

namespace MlNetDl.Tests.Sources;

/// <summary>
/// A PostgreSQL server of the tests' own: an empty folder, a free port of the loopback address, a password of the moment. A shell holds it,
/// which waits for the end of its input and then stops the server and deletes the folder: so it does when the tests are killed, too.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private const string Script = """
        set -eu
        umask 077
        trap '' INT
        bin=$1 port=$2
        folder=$(mktemp -d /tmp/mlnetdl-postgres.XXXXXX)
        trap 'rm -rf "$folder"' EXIT
        cd "$folder"
        printf '%s' "$PGPASSWORD" > password
        fail() { cat log >&2; exit 1; }
        "$bin/initdb" -D data -U postgres --pwfile=password -A scram-sha-256 -E UTF8 --locale=C --no-sync > log 2>&1 || fail
        "$bin/postgres" -D data -F -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= > log 2>&1 &
        until "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"; do
          kill -0 $! || fail
          sleep 0.1
        done
        echo ready
        cat > /dev/null
        kill -QUIT $!
        wait $! || true
        """;

    // The user that Debian's package makes: PostgreSQL refuses to be run by root.
    private static readonly string[] _asPostgres = ["runuser", "-u", "postgres", "--"];

    private readonly Process? _shell;
    private readonly string _connectionString = "";

    public PostgresServer()
    {
        if (Programs() is not { } folder)
            return;

        var password = RandomNumberGenerator.GetHexString(32);
        var port = FreePort();
        string[] command = [.. Environment.UserName == "root" ? _asPostgres : [], "sh", "-c", Script, "sh", folder, $"{port}"];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PGPASSWORD"] = password },
        };
        _shell = Process.Start(start)!;
        if (_shell.StandardOutput.ReadLine() != "ready")
            throw new InvalidOperationException($"PostgreSQL of {folder} does not start: {_shell.StandardError.ReadToEnd()}");

        _connectionString = new NpgsqlConnectionStringBuilder
        {
            Host = $"{IPAddress.Loopback}",
            Port = port,
            Username = "postgres",
            Password = password,
            Database = "postgres",
            Pooling = false,
        }.ConnectionString;
    }

    /// <summary>The way to the server; where PostgreSQL is not installed, the test is skipped.</summary>
    public string ConnectionString
    {
        get
        {
            Skip.If(_shell is null, "PostgreSQL is not installed (Debian's package postgresql).");
            return _connectionString;
        }
    }

    public void Dispose()
    {
        if (_shell is null)
            return;
        _shell.StandardInput.Close();
        _shell.WaitForExit();
        _shell.Dispose();
    }

    /// <summary>The folder of the newest version's programs, which Debian has on no path, or the one that is on the path.</summary>
    private static string? Programs()
    {
        const string debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(debian) ? Directory.GetDirectories(debian) : [];
        return versions.OrderByDescending(version => double.TryParse(Path.GetFileName(version), out var number) ? number : 0)
            .Select(version => Path.Combine(version, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
