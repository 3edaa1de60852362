namespace Metrics.EndToEnd.Tests.Demo;

/// <summary>
/// Classes that ask the demo's database, one at a time; collections of them ask copies of it, side by side. LongestFirst finds them by their names.
/// </summary>
[CollectionDefinition(Name)]
public sealed class DemoCollection : ICollectionFixture<DemoFolder>
{
    public const string Name = "Demo";
}

/// <summary>The classes that ask where numbers come from.</summary>
[CollectionDefinition(Name)]
public sealed class DemoReceiptsCollection : ICollectionFixture<DemoFolder>
{
    public const string Name = "Demo: receipts";
}

/// <summary>The classes that tell the demo's database other things.</summary>
[CollectionDefinition(Name)]
public sealed class DemoChangesCollection : ICollectionFixture<DemoFolder>
{
    public const string Name = "Demo: changes";
}

/// <summary>The class that runs the demo a second time.</summary>
[CollectionDefinition(Name)]
public sealed class OtherDemoCollection : ICollectionFixture<DemoFolder>
{
    public const string Name = "Demo: another seed";
}
