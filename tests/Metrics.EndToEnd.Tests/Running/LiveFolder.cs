namespace Metrics.EndToEnd.Tests.Running;

/// <summary>One running service on an empty database for all tests of a class, none of which asks what is counted in all.</summary>
public sealed class LiveFolder : IAsyncLifetime
{
    internal Workplace Place { get; private set; } = null!;

    internal RunningService Service { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Place = new Workplace();
        Service = await RunningService.StartAsync(Place);
    }

    public async Task DisposeAsync()
    {
        await Service.DisposeAsync();
        Place.Dispose();
    }
}
