namespace Metrics.EndToEnd.Tests.Running;

/// <summary>One folder with the sample calls for all tests of a class, none of which changes it.</summary>
public sealed class CallsFolder : IAsyncLifetime
{
    internal Workplace Place { get; private set; } = null!;

    public async Task InitializeAsync() => Place = await Workplace.WithCalls();

    public Task DisposeAsync()
    {
        Place.Dispose();
        return Task.CompletedTask;
    }
}

/// <summary>One folder with calls, incidents and volumes for all tests of a class, none of which changes it.</summary>
public sealed class FullFolder : IAsyncLifetime
{
    internal Workplace Place { get; private set; } = null!;

    public async Task InitializeAsync() => Place = await Workplace.WithEverything();

    public Task DisposeAsync()
    {
        Place.Dispose();
        return Task.CompletedTask;
    }
}
