namespace Metrics.Oracle.Tests.Oracle.Hours;

/// <summary>The time from one instant up to another; one that ends before it begins is no time at all.</summary>
internal readonly record struct Stretch(DateTime From, DateTime To)
{
    /// <summary>The end of what doesn't end.</summary>
    public static readonly DateTime Never = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);

    public bool IsNothing => To <= From;

    public TimeSpan Length => IsNothing ? TimeSpan.Zero : To - From;

    /// <summary>The part of it that lies in another.</summary>
    public Stretch In(Stretch other) => new(From > other.From ? From : other.From, To < other.To ? To : other.To);

    /// <summary>What is left of it, in order, when others are taken away; they may overlap and stand in any order.</summary>
    public IReadOnlyList<Stretch> Without(IEnumerable<Stretch> others)
    {
        List<Stretch> left = [this];
        foreach (var other in others)
        {
            var cut = new List<Stretch>();
            foreach (var piece in left)
            {
                cut.Add(piece.In(new Stretch(DateTime.MinValue, other.From)));
                cut.Add(piece.In(new Stretch(other.To > other.From ? other.To : other.From, Never)));
            }

            left = cut.Where(p => !p.IsNothing).ToList();
        }

        return left.Where(p => !p.IsNothing).ToArray();
    }
}
