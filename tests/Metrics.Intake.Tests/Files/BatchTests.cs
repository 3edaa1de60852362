using System.Text;
using System.Threading.Channels;
using Metrics.Intake.Files;
using Metrics.Intake.Tests.Support;
using Metrics.ServiceDesk;

namespace Metrics.Intake.Tests.Files;

public sealed class BatchTests : IDisposable
{
    private const string Header = "month,unit,measure,count\n";

    private readonly TestFolder _folder = new();

    [Fact]
    public async Task Large_rejected_records_come_in_batches_that_fit_into_memory()
    {
        var row = $"2023-01,{new string('x', 70_000)},payslips,1\n";
        var file = _folder.Write("counts.csv", Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Repeat(row, 600))));
        var batches = await Read(file);
        batches.Should().HaveCount(2);
        batches.Should().OnlyContain(b => b.Rejects.Sum(r => r.Raw.Length) < 33 * 1024 * 1024);
        batches.Sum(b => b.Rejects.Count).Should().Be(600);
        batches.Select(b => b.Positions[0].Records).Should().Equal(batches[0].Records, 600);
    }

    [Fact]
    public async Task Every_batch_ends_where_the_next_reading_may_begin()
    {
        var rows = FileIntake.BatchEvents + 10;
        var text = Header + string.Concat(Enumerable.Range(0, rows).Select(i => $"2023-01,U{i},payslips,1\n"));
        var bytes = Encoding.UTF8.GetBytes(text);
        var file = _folder.Write("counts.csv", bytes);

        var batches = await Read(file);
        batches.Select(b => b.Records).Should().Equal(FileIntake.BatchEvents, 10);
        batches.Select(b => (b.Positions[0].Records, b.Positions[0].Line)).Should().Equal((FileIntake.BatchEvents, FileIntake.BatchEvents + 2), (rows, rows + 2));
        batches.Should().OnlyContain(b => b.Positions[0].Fingerprint == Reading.HashOf(bytes, b.Positions[0].Offset) && b.Positions[0].Stream == batches[0].Positions[0].Fingerprint);

        var afterTheFirst = await Read(file, batches[0].Positions[0]);
        afterTheFirst.Should().ContainSingle();
        afterTheFirst[0].Events.Select(e => e.Id).Should().Equal(batches[1].Events.Select(e => e.Id));
        afterTheFirst[0].Positions.Should().Equal(batches[1].Positions);
        (await Read(file, batches[0].Positions[0], batches[1].Positions[0])).Should().BeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<Batch[]> Read(string file, params SourcePosition[] positions)
    {
        var channel = Channel.CreateUnbounded<Batch>();
        var intake = new FileIntake(new FileRequest(file, IntakeDesk.Pipelines.Source("volume-counts"), IntakeDesk.Organisation, IntakeDesk.Pipelines.Organisations, positions));
        await intake.ReadAsync(channel.Writer, null, CancellationToken.None);
        channel.Writer.Complete();
        return await channel.Reader.ReadAllAsync().ToArrayAsync();
    }
}
