namespace Metrics.EndToEnd.Tests.Demo;

/// <summary>The classes that share one demo: it runs once for all of them, and one at a time asks its database.</summary>
[CollectionDefinition(Name)]
public sealed class DemoCollection : ICollectionFixture<DemoFolder>
{
    // LongestFirst finds it by this name.
    public const string Name = "Demo";
}
