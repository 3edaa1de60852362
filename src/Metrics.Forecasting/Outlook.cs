namespace Metrics.Forecasting;

/// <summary>What one method says.</summary>
/// <param name="Method">The method's label.</param>
/// <param name="Mean">Its forecast of each value.</param>
/// <param name="Weight">Its share in the combined forecast, over all values: 0 to 1; 0 has no say.</param>
public sealed record Member(string Method, double[] Mean, double Weight = 0);

/// <summary>What a portfolio says of the values to come.</summary>
/// <param name="Mean">The combined forecast.</param>
/// <param name="Deviation">How uncertain each value is, by exponential smoothing's own account: a scale for intervals, not yet one that holds.</param>
/// <param name="Members">What each method says, those without a say too.</param>
/// <param name="Silent">The methods without a say.</param>
public sealed record Outlook(double[] Mean, double[] Deviation, IReadOnlyList<Member> Members, IReadOnlySet<string> Silent)
{
    private const int Middles = 3;

    /// <summary>How many have a say.</summary>
    public int Speaking => Members.Count(m => !Silent.Contains(m.Method));

    /// <summary>The outlook of some methods together.</summary>
    /// <param name="members">What each says.</param>
    /// <param name="silent">Those without a say; when nobody would be left, all speak.</param>
    /// <param name="deviation">How uncertain each value is.</param>
    internal static Outlook Of(IReadOnlyList<Member> members, IReadOnlySet<string> silent, double[] deviation)
    {
        int[] speaking = [.. Enumerable.Range(0, members.Count).Where(i => !silent.Contains(members[i].Method))];
        if (speaking.Length == 0) speaking = [.. Enumerable.Range(0, members.Count)];
        var (mean, weights) = (new double[deviation.Length], new double[members.Count]);
        for (var h = 0; h < mean.Length; h++)
        {
            var middle = Middle(speaking, i => members[i].Mean[h]);
            mean[h] = middle.Average(i => members[i].Mean[h]);
            foreach (var i in middle) weights[i] += 1.0 / (middle.Length * mean.Length);
        }

        return new Outlook(mean, deviation, [.. members.Select((m, i) => m with { Weight = weights[i] })], silent);
    }

    /// <summary>The same with some members silenced.</summary>
    internal Outlook Without(IReadOnlySet<string> silent) => silent.Count == 0 ? this : Of(Members, Silent.Union(silent).ToHashSet(), Deviation);

    /// <summary>What one says alone, the others beside it without a say.</summary>
    internal Outlook Only(Member speaker)
    {
        Member[] beside = [.. Members.Where(m => m.Method != speaker.Method)];
        return this with { Mean = speaker.Mean, Members = [speaker with { Weight = 1 }, .. beside.Select(m => m with { Weight = 0 })], Silent = beside.Select(m => m.Method).ToHashSet() };
    }

    /// <summary>The same for other values: each number made another.</summary>
    /// <param name="mean">What becomes of a mean, by its place.</param>
    /// <param name="deviation">What becomes of a deviation.</param>
    internal Outlook Each(Func<double, int, double> mean, Func<double, int, double> deviation) => this with
    {
        Mean = [.. Mean.Select(mean)],
        Deviation = [.. Deviation.Select(deviation)],
        Members = [.. Members.Select(m => m with { Mean = [.. m.Mean.Select(mean)] })],
    };

    /// <summary>Those whose values lie in the middle: three, four of an even number; of fewer than five, the one or two of the median.</summary>
    internal static int[] Middle(int[] who, Func<int, double> value)
    {
        var spoken = who.Length < Middles + 2 ? 2 - (who.Length % 2) : Middles + ((who.Length - Middles) % 2);
        return [.. who.OrderBy(value).Skip((who.Length - spoken) / 2).Take(spoken)];
    }
}
