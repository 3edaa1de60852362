using Metrics.Oracle.Tests.Oracle.Hours;

namespace Metrics.Oracle.Tests.Oracle.Promises;

/// <summary>A time in which a ticket waited for somebody, or was held solved until it was reopened.</summary>
/// <param name="From">From when.</param>
/// <param name="HeldSolved">Whether it was resolved, closed or withdrawn; else it was paused.</param>
/// <param name="Reason">What it waited for, when somebody said.</param>
internal sealed record Wait(DateTime From, bool HeldSolved, string? Reason)
{
    /// <summary>When it ended; null while it lasts.</summary>
    public DateTime? Until { get; set; }
}

/// <summary>The times in which nobody worked on a ticket.</summary>
internal sealed class Waits
{
    private readonly List<Wait> _waits = [];

    public IReadOnlyList<Wait> All => _waits;

    /// <summary>It waits for one thing at a time: another reason ends the wait, the same again is the same wait.</summary>
    public void Pause(DateTime at, string? reason)
    {
        if (_waits.Exists(w => !w.HeldSolved && w.Until is null && w.Reason == reason)) return;
        Resume(at);
        _waits.Add(new Wait(at, HeldSolved: false, reason));
    }

    public void Resume(DateTime at) => End(at, heldSolved: false);

    /// <summary>Resolved, closed or withdrawn.</summary>
    public void Finish(DateTime at)
    {
        Resume(at);
        _waits.Add(new Wait(at, HeldSolved: true, null));
    }

    public void Reopen(DateTime at) => End(at, heldSolved: true);

    /// <summary>
    /// The times in which a clock stands; by no contract it stands in all of them. What was held solved when the clock started
    /// doesn't hold it up.
    /// </summary>
    public IEnumerable<Stretch> Stops(ContractVersion? contract, DateTime start) => Counted(contract, start).Select(Time);

    /// <summary>
    /// The same for asking when it would have run so long: what was solved and never reopened is due when it would have been, had
    /// nobody solved it. Only a pause can keep it from being due for ever.
    /// </summary>
    public IEnumerable<Stretch> StopsOfTheDue(ContractVersion? contract, DateTime start)
    {
        // Nor does what it waits for after that.
        var done = _waits.Where(w => w.HeldSolved && w.Until is null && w.From >= start).Select(w => (DateTime?)w.From).Min();
        return Counted(contract, start).Where(w => !(w.HeldSolved && w.Until is null) && !(w.From >= done)).Select(Time);
    }

    private IEnumerable<Wait> Counted(ContractVersion? contract, DateTime start) => _waits.Where(w => Counts(w, contract) && !(w.HeldSolved && w.From < start));

    private static bool Counts(Wait wait, ContractVersion? contract)
        => contract is null || (wait.HeldSolved ? !contract.FirstResolution : contract.Accepts(wait.Reason));

    private static Stretch Time(Wait wait) => new(wait.From, wait.Until ?? Stretch.Never);

    private void End(DateTime at, bool heldSolved)
    {
        foreach (var wait in _waits.Where(w => w.HeldSolved == heldSolved)) wait.Until ??= at;
    }
}
