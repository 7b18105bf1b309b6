using MlNetDl.Tests.Support;
using MlNetDl.Trainers.Checkpoints;
using Xunit;

namespace MlNetDl.Tests.Checkpoints;

public sealed class CheckpointFileTests : IDisposable
{
    private static readonly byte[] _old = "the old state"u8.ToArray();
    private static readonly byte[] _new = "another, longer state"u8.ToArray();
    private readonly TempFolder _folder = new();
    private readonly string _path;

    public CheckpointFileTests() => _path = _folder.File("run.checkpoint");

    public static TheoryData<int, string> MomentsOfSaving => Moments(file => file.Save(_new));

    public static TheoryData<int, string> MomentsOfDeleting => Moments(file => file.Delete());

    public static TheoryData<int, string> MomentsOfChecking => Moments(file => file.CheckWritable());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_saved_is_loaded_and_the_last_one_counts()
    {
        var file = new CheckpointFile(_path);

        Assert.Null(file.Load());
        file.Save(_old);
        Assert.Equal(_old, file.Load());
        file.Save(_new);
        Assert.Equal(_new, new CheckpointFile(_path).Load());
        Assert.Equal([_path], Directory.GetFiles(_folder.FullPath));
    }

    [Fact]
    public void Nothing_and_a_megabyte_are_kept_as_well()
    {
        var file = new CheckpointFile(_path);
        var megabyte = new byte[1 << 20];
        new Random(1).NextBytes(megabyte);

        file.Save(megabyte);
        Assert.Equal(megabyte, file.Load());
        file.Save(default);
        Assert.Equal([], file.Load()!);
    }

    [Fact]
    public void A_save_comes_by_a_write_a_flush_and_a_rename() => Assert.Equal(
        [
            "before create", "after create", "before write of header", "after write of header", "before write of content",
            "after write of content", "before flush", "after flush", "before rename", "after rename",
        ],
        MomentsOfSaving.Select(row => (string)row[1]));

    [Theory]
    [MemberData(nameof(MomentsOfSaving))]
    public void Killed_in_the_first_save_there_is_nothing_or_all_of_it(int moment, string name)
    {
        Kill(moment, file => file.Save(_new));

        Assert.Equal(name == "after rename" ? _new : null, new CheckpointFile(_path).Load());
        LaterSavesWork();
    }

    [Theory]
    [MemberData(nameof(MomentsOfSaving))]
    public void Killed_in_a_later_save_there_is_all_of_the_old_or_all_of_the_new(int moment, string name)
    {
        new CheckpointFile(_path).Save(_old);

        Kill(moment, file => file.Save(_new));

        Assert.Equal(name == "after rename" ? _new : _old, new CheckpointFile(_path).Load());
        LaterSavesWork();
    }

    [Theory]
    [MemberData(nameof(MomentsOfDeleting))]
    public void Killed_in_deleting_there_is_all_of_it_or_nothing_at_all(int moment, string name)
    {
        new CheckpointFile(_path).Save(_old);
        File.WriteAllBytes(_path + ".tmp", _new);

        Kill(moment, file => file.Delete());

        var isGone = name == "after deletion of checkpoint";
        Assert.Equal(isGone ? null : _old, new CheckpointFile(_path).Load());
        if (isGone)
            Assert.Empty(Directory.GetFileSystemEntries(_folder.FullPath));
        LaterSavesWork();
    }

    [Theory]
    [MemberData(nameof(MomentsOfChecking))]
    public void Killed_in_checking_the_checkpoint_is_untouched(int moment, string name)
    {
        new CheckpointFile(_path).Save(_old);

        Assert.Equal($"Killed {name}.", Kill(moment, file => file.CheckWritable()));

        Assert.Equal(_old, new CheckpointFile(_path).Load());
        LaterSavesWork();
    }

    [Fact]
    public void Checking_keeps_the_checkpoint_and_leaves_nothing_else()
    {
        var file = new CheckpointFile(_path);
        file.Save(_old);
        File.WriteAllBytes(_path + ".tmp", _new);

        file.CheckWritable();

        Assert.Equal(_old, file.Load());
        Assert.Equal([_path], Directory.GetFiles(_folder.FullPath));
    }

    [Fact]
    public void Damage_to_any_byte_is_noticed()
    {
        var file = new CheckpointFile(_path);
        file.Save(_new);
        var whole = File.ReadAllBytes(_path);
        for (var at = 0; at < whole.Length; at++)
        {
            foreach (byte bits in new byte[] { 0x01, 0x80, 0xFF })
            {
                byte[] damaged = [.. whole];
                damaged[at] ^= bits;
                File.WriteAllBytes(_path, damaged);

                Assert.StartsWith($"CheckpointPath is '{_path}', which is ", Refusal(() => file.Load()), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Any_cut_and_any_addition_is_noticed()
    {
        var file = new CheckpointFile(_path);
        file.Save(_new);
        var whole = File.ReadAllBytes(_path);
        byte[][] others = [.. Enumerable.Range(0, whole.Length).Select(length => whole[..length]), [.. whole, 0], [.. whole, .. whole]];
        foreach (var other in others)
        {
            File.WriteAllBytes(_path, other);

            Assert.StartsWith($"CheckpointPath is '{_path}', which is ", Refusal(() => file.Load()), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0, "which is not a checkpoint, or one cut short")]
    [InlineData(8, "which is a checkpoint of format version 254, where 1 is wanted")]
    [InlineData(12, "which is a damaged checkpoint: 234 bytes should follow its header, 21 do")]
    [InlineData(20, "which is a damaged checkpoint: its content does not fit its SHA-256")]
    public void The_message_says_what_is_wrong_and_what_to_do(int at, string found)
    {
        var file = new CheckpointFile(_path);
        file.Save(_new);
        var bytes = File.ReadAllBytes(_path);
        bytes[at] ^= 0xFF;
        File.WriteAllBytes(_path, bytes);

        Assert.Equal(
            $"CheckpointPath is '{_path}', {found}. Delete the file to train from the beginning, or name another.",
            Refusal(() => file.Load()));
    }

    [Fact]
    public void A_file_of_the_users_own_is_refused() => Assert.Equal(
        $"CheckpointPath is '{_folder.Write("data.csv", "Species,Length\nant,1\n")}', which is not a checkpoint, or one cut short. "
        + "Delete the file to train from the beginning, or name another.",
        Refusal(() => new CheckpointFile(_folder.File("data.csv")).Load()));

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_damaged_length_never_becomes_an_allocation(long length)
    {
        var file = new CheckpointFile(_path);
        file.Save(_new);
        var bytes = File.ReadAllBytes(_path);
        BitConverter.TryWriteBytes(bytes.AsSpan(12), length);
        File.WriteAllBytes(_path, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains($"damaged checkpoint: {length} bytes should follow", Refusal(() => file.Load()), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void When_the_disk_fails_in_the_middle_the_old_checkpoint_stays_and_nothing_else()
    {
        new CheckpointFile(_path).Save(_old);
        var failing = new CheckpointFile(_path, step =>
        {
            if (step == "before flush")
                throw new IOException("No space left on device.");
        });

        Assert.Equal(
            $"CheckpointPath is '{_path}', which cannot be written (No space left on device). "
            + "Make room or lift what forbids it, and fit again: training resumes at the last checkpoint.",
            Refusal(() => failing.Save(_new)));

        Assert.Equal(_old, new CheckpointFile(_path).Load());
        Assert.Equal([_path], Directory.GetFiles(_folder.FullPath));
    }

    [SkippableFact]
    public void On_a_full_disk_the_message_is_the_systems_own()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Others have no /dev/full.");
        File.CreateSymbolicLink(_path + ".tmp", "/dev/full");

        var message = Refusal(() => new CheckpointFile(_path).Save(_new));

        Assert.Contains("which cannot be written (No space left on device", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullPath));
        LaterSavesWork();
    }

    [Fact]
    public void A_path_in_a_missing_folder_is_refused_early() => Assert.Equal(
        $"CheckpointPath is '{_folder.File(Path.Combine("missing", "run"))}', which is in a folder that does not exist. "
        + "Create the folder, or name a file in another.",
        Refusal(() => new CheckpointFile(_folder.File(Path.Combine("missing", "run"))).CheckWritable()));

    [Fact]
    public void A_folder_is_refused_early() => Assert.Equal(
        $"CheckpointPath is '{_folder.FullPath}', which is a folder. Name a file in it.",
        Refusal(() => new CheckpointFile(_folder.FullPath).CheckWritable()));

    [SkippableFact]
    public void A_folder_that_cannot_be_written_to_is_refused_early()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only there is a folder in which nobody may create a file.");

        var message = Refusal(() => new CheckpointFile("/proc/run.checkpoint").CheckWritable());

        Assert.StartsWith("CheckpointPath is '/proc/run.checkpoint', which cannot be written (", message, StringComparison.Ordinal);
        Assert.EndsWith("). Name a file in a folder that you may write to.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("with spaces in it.bin")]
    [InlineData("Grüße.検査")]
    [InlineData("no-extension")]
    public void Any_file_name_will_do(string name)
    {
        var file = new CheckpointFile(_folder.File(name));

        file.CheckWritable();
        file.Save(_new);

        Assert.Equal(_new, file.Load());
        Assert.Equal([_folder.File(name)], Directory.GetFiles(_folder.FullPath));
        file.Delete();
        Assert.Empty(Directory.GetFiles(_folder.FullPath));
    }

    [Fact]
    public void A_relative_path_starts_at_the_current_folder()
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, _path);
        Assert.False(Path.IsPathRooted(relative));

        new CheckpointFile(relative).Save(_new);

        Assert.Equal(_new, new CheckpointFile(_path).Load());
    }

    [Fact]
    public void Deleting_what_is_not_there_is_fine() => new CheckpointFile(_path).Delete();

    private void LaterSavesWork()
    {
        byte[] later = [1, 2, 3];
        var file = new CheckpointFile(_path);
        file.Save(later);
        Assert.Equal(later, file.Load());
        Assert.Equal([_path], Directory.GetFiles(_folder.FullPath));
    }

    private string Kill(int moment, Action<CheckpointFile> action) =>
        Assert.Throws<KilledException>(() => action(new CheckpointFile(_path, new KillAt(moment).Pass))).Message;

    private static string Refusal(Action action) => Assert.Throws<InvalidOperationException>(action).Message;

    private static TheoryData<int, string> Moments(Action<CheckpointFile> action)
    {
        using var folder = new TempFolder();
        var moments = KillAt.Moments(pass => action(new CheckpointFile(folder.File("run.checkpoint"), pass)));
        Assert.NotEmpty(moments);
        var data = new TheoryData<int, string>();
        foreach (var (moment, name) in moments.Index())
            data.Add(moment, name);
        return data;
    }
}
