using Metrics.Host.Demo.Live;

namespace Metrics.Host.Tests.Live;

public sealed class NdjsonSinkTests
{
    [Fact]
    public async Task Bursts_stand_behind_each_other_a_line_an_event()
    {
        var stream = new MemoryStream();
        await using var sink = new NdjsonSink(stream);
        var events = Day.Events(1)[..25];
        await sink.WriteAsync(events[..10], CancellationToken.None);
        stream.ToArray().Should().Equal(Day.Bytes(events[..10]), "a burst is handed on at once");
        await sink.WriteAsync(events[10..], CancellationToken.None);
        stream.ToArray().Should().Equal(Day.Bytes(events));
    }

    [Fact]
    public async Task Stopped_before_a_burst_it_writes_none_of_it()
    {
        var stream = new MemoryStream();
        await using var sink = new NdjsonSink(stream);
        await ((Func<Task>)(async () => await sink.WriteAsync(Day.Events(1)[..2], new CancellationToken(canceled: true)))).Should().ThrowAsync<OperationCanceledException>();
        stream.Length.Should().Be(0);
    }

    [Fact]
    public async Task The_stream_ends_with_the_sink()
    {
        var stream = new MemoryStream();
        await new NdjsonSink(stream).DisposeAsync();
        stream.CanWrite.Should().BeFalse();
    }
}
