using Metrics.EndToEnd.Tests.Running;

namespace Metrics.Pages.Tests;

/// <summary>A service on a simulated Monday, a little after ten, whose clock hardly moves: everything until then is told, and nothing comes.</summary>
public sealed class StandingDay : IAsyncLifetime
{
    internal Workplace Place { get; private set; } = null!;

    internal RunningService Service { get; private set; } = null!;

    /// <summary>Where the wall is.</summary>
    public string Address => $"{Service.Address}?organisation=demo-live";

    public async Task InitializeAsync()
    {
        Place = new Workplace();
        Service = await RunningService.StartAsync(Place, "--simulated-day", "2025-03-10T10:05", "--speed", "0.1");
        await Told.UntilAsync(Service);
    }

    public async Task DisposeAsync()
    {
        await Service.DisposeAsync();
        Place.Dispose();
    }
}

/// <summary>The tests that look at it share one: none changes a figure of it.</summary>
[CollectionDefinition(Name)]
public sealed class OneDay : ICollectionFixture<StandingDay>
{
    public const string Name = "one standing day";
}
