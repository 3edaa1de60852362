using System.Globalization;
using Metrics.Oracle.Tests.Oracle.Hours;

namespace Metrics.Oracle.Tests.Oracle.Promises;

/// <summary>A promised time, counted in opening hours or around the clock.</summary>
internal sealed record Within(TimeSpan Time, bool AroundTheClock = false)
{
    public static Within Hours(double hours) => new(TimeSpan.FromHours(hours));

    public static Within ClockHours(double hours) => new(TimeSpan.FromHours(hours), AroundTheClock: true);
}

/// <summary>What is promised about some tickets, or by some line.</summary>
internal sealed record Promise(Traits For, Within? Resolution, Within? FirstResponse = null);

/// <summary>What a contract says from a time on.</summary>
/// <param name="From">From when, by the wall clock of the contract; null is since always.</param>
/// <param name="StoppedBy">The reasons for waiting that stop the clock; null is any and none named.</param>
/// <param name="FirstResolution">Whether the first resolution counts, whatever comes after; else the last.</param>
/// <param name="Promises">What is promised.</param>
/// <param name="Hours">The contract's own opening hours; null are those of the ticket's service.</param>
internal sealed record ContractVersion(string? From, string[]? StoppedBy, bool FirstResolution, Promise[] Promises, OpenHours? Hours = null)
{
    /// <summary>Whether waiting for something stops the clock.</summary>
    public bool Accepts(string? reason)
        => StoppedBy is null || (reason is not null && Array.Exists(StoppedBy, r => r.Equals(reason, StringComparison.OrdinalIgnoreCase)));
}

/// <summary>A contract on times, with the customer or with a line.</summary>
internal sealed record Contract(string ZoneId, bool WithCustomer, ContractVersion[] Versions)
{
    /// <summary>The promise that names most about a ticket, in what the contracts say at a time; null when none is for it.</summary>
    public static (ContractVersion Version, Promise Promise)? Choose(
        IEnumerable<Contract> contracts, bool withCustomer, DateTime at, Func<string, string?> attribute)
    {
        (ContractVersion Version, Promise Promise)? best = null;
        foreach (var contract in contracts.Where(c => c.WithCustomer == withCustomer))
        {
            if (contract.At(at) is not { } version) continue;
            foreach (var promise in version.Promises)
            {
                if (promise.For.Fit(attribute) && !(promise.For.Count <= best?.Promise.For.Count)) best = (version, promise);
            }
        }

        return best;
    }

    private ContractVersion? At(DateTime time) => Versions.LastOrDefault(v =>
        v.From is null || new WallClock(ZoneId).FirstShowing(DateTime.Parse(v.From, CultureInfo.InvariantCulture)) <= time);
}
