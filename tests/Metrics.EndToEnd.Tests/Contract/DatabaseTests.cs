using System.Runtime.Versioning;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Contract;

/// <summary>Database files that are missing, something else, held by another process, or where nothing can be written.</summary>
public sealed class DatabaseTests
{
    private static readonly string[][] Reading = [["kpi"], ["facts", "contacts"], ["explain", "service-level", "--period", "2021"], ["verify"]];

    [Fact]
    public async Task A_missing_database_is_said_to_be_missing_and_is_not_made()
    {
        using var place = new Workplace();
        foreach (var command in Reading) (await place.RunOn("none.duckdb", command)).Failed(1, "none.duckdb", "ingest");
        File.Exists(place.At("none.duckdb")).Should().BeFalse();
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_left_as_it_is()
    {
        using var place = new Workplace();
        place.Write("calls.csv", Samples.Calls);
        foreach (var text in (string[])["", new string('x', 20_000)])
        {
            place.Write("text.duckdb", text);
            (await place.RunOn("text.duckdb", "kpi")).Failed(1, "text.duckdb", "not a DuckDB database", "--db");
            (await place.RunOn("text.duckdb", "ingest", "calls.csv", "--source", "call-list")).Failed(1, "text.duckdb");
            (await place.RunOn("text.duckdb", "doctor")).Failed(1, "text.duckdb");
            (await File.ReadAllTextAsync(place.At("text.duckdb"))).Should().Be(text);
        }
    }

    [Fact]
    public async Task A_directory_is_no_database_and_no_input()
    {
        using var place = await Workplace.WithCalls();
        Directory.CreateDirectory(place.At("folder"));
        (await place.RunOn("folder", "kpi")).ExitCode.Should().Be(1);
        (await place.RunOn("folder", "ingest", "calls.csv", "--source", "call-list")).Failed(1, "folder", "directory");
        (await place.Run("ingest", "folder", "--source", "call-list")).Failed(2, "folder", "directory");
    }

    [Fact]
    public async Task A_damaged_database_is_an_error_that_names_it()
    {
        using var place = await Workplace.WithCalls();
        var bytes = await File.ReadAllBytesAsync(place.At(Workplace.DatabaseName));
        await File.WriteAllBytesAsync(place.At("half.duckdb"), bytes[..(bytes.Length / 2)]);
        (await place.RunOn("half.duckdb", "kpi")).Failed(1, "half.duckdb");
    }

    [Fact]
    public async Task A_database_that_another_process_holds_is_said_to_be_held()
    {
        using var place = new Workplace();
        place.Write("calls.csv", Samples.Calls);
        // It makes the database and then waits for its standard input.
        using var holder = MetricsProgram.Start(place.Folder, ["ingest", "-", "--source", "call-list", "--db", Workplace.DatabaseName]);
        try
        {
            while (!File.Exists(place.At(Workplace.DatabaseName)) && !holder.HasExited) await Task.Delay(20);
            foreach (var command in Reading.Append(["doctor"])) (await place.Run(command)).Failed(1, Workplace.DatabaseName, "another process");
            (await place.Run("ingest", "calls.csv", "--source", "call-list")).Failed(1, Workplace.DatabaseName, "another process");
            await holder.StandardInput.WriteAsync(Samples.Calls);
        }
        finally
        {
            holder.StandardInput.Close();
            await holder.WaitForExitAsync();
        }

        holder.ExitCode.Should().Be(0);
        (await place.Kpi("contacts-offered")).The("contacts-offered").Number("value").Should().Be(10, "who held it was not disturbed");
    }

    [UnprivilegedFact]
    [SupportedOSPlatform("linux")]
    public async Task A_folder_that_cannot_be_written_is_said_so()
    {
        using var place = new Workplace();
        place.Write("calls.csv", Samples.Calls);
        var folder = Directory.CreateDirectory(place.At("locked"), UnixFileMode.UserRead | UnixFileMode.UserExecute).FullName;
        (await place.RunOn("locked/metrics.duckdb", "ingest", "calls.csv", "--source", "call-list")).Failed(1, "locked/metrics.duckdb");
        (await place.RunOn("locked/deeper/metrics.duckdb", "ingest", "calls.csv", "--source", "call-list")).Failed(1, "locked/deeper");
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.GetFileSystemEntries(folder).Should().BeEmpty();
    }

    [Fact]
    public async Task A_database_where_nobody_can_write_is_an_error_that_names_it()
    {
        using var place = await Workplace.WithCalls();
        // The kernel's own folder takes no files, whoever asks.
        var nowhere = Path.Combine(Path.GetPathRoot(place.Folder)!, "sys", "metrics.duckdb");
        (await place.RunOn(nowhere, "ingest", "calls.csv", "--source", "call-list")).Failed(1, nowhere);
        (await place.Run("facts", "contacts", "--out", Path.ChangeExtension(nowhere, ".csv"))).Failed(1, "metrics.csv");
        (await place.RunOn("calls.csv/metrics.duckdb", "ingest", "calls.csv", "--source", "call-list")).Failed(1, "calls.csv");
    }

    [Theory]
    [InlineData("rebuilt.duckdb")]
    [InlineData("temp.duckdb")]
    [InlineData("a;b.duckdb")]
    [InlineData("a'b \"c\" å.duckdb")]
    public async Task A_database_may_have_any_name(string name)
    {
        using var place = new Workplace();
        place.Write("calls.csv", Samples.Calls);
        (await place.RunOn(name, "ingest", "calls.csv", "--source", "call-list")).Succeeded();
        (await place.RunOn(name, "verify")).Succeeded().Output.Should().Contain("0 differences");
        (await place.RunOn(name, "kpi", "contacts-offered", "--as-of", "2100-01-01", "--format", "json")).Succeeded().Json[0].Number("value").Should().Be(10);
    }
}
