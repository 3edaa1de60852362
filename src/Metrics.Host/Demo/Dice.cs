namespace Metrics.Host.Demo;

/// <summary>Seeded chance: the same seed gives the same demo, on every machine.</summary>
/// <param name="seed">The seed.</param>
internal sealed class Dice(int seed)
{
    // CA5394 asks for a cryptographic generator; a demo wants a repeatable one.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    /// <summary>Uniform in [0, 1).</summary>
    public double Next() => _random.NextDouble();

    /// <summary>Uniform in [low, high).</summary>
    public int Between(int low, int high) => _random.Next(low, high);
#pragma warning restore CA5394

    /// <summary>True with that probability.</summary>
    public bool Chance(double probability) => Next() < probability;

    /// <summary>One of the choices, by weight.</summary>
    public T Pick<T>((T Choice, double Weight)[] choices)
    {
        var at = Next() * choices.Sum(c => c.Weight);
        foreach (var (choice, weight) in choices)
        {
            if ((at -= weight) < 0) return choice;
        }

        return choices[^1].Choice;
    }

    /// <summary>Exponential with that mean.</summary>
    public double Exponential(double mean) => -mean * Math.Log(1 - Next());

    /// <summary>Log-normal with that median and spread (the standard deviation of the logarithm).</summary>
    public double LogNormal(double median, double spread) => median * Math.Exp(spread * Normal());

    /// <summary>A Poisson count; by the normal approximation from 50 on.</summary>
    public int Poisson(double mean)
    {
        if (mean > 50) return Math.Max(0, (int)Math.Round(mean + (Math.Sqrt(mean) * Normal())));
        var (count, product, limit) = (0, Next(), Math.Exp(-mean));
        while (product > limit)
        {
            count++;
            product *= Next();
        }

        return count;
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - Next())) * Math.Cos(2 * Math.PI * Next());
}
