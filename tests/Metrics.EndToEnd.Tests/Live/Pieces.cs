using System.Net;
using System.Text;

namespace Metrics.EndToEnd.Tests.Live;

/// <summary>A body written piece by piece, each on its way at once.</summary>
internal sealed class Pieces(Func<Stream, Task> write) : HttpContent
{
    public static async Task SendAsync(Stream body, string text)
    {
        await body.WriteAsync(Encoding.UTF8.GetBytes(text));
        await body.FlushAsync();
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => write(stream);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
