using Metrics.Oracle.Tests.Oracle.Hours;

namespace Metrics.Oracle.Tests.Oracle.Promises;

/// <summary>
/// One ticket held against what was promised to its customer. The clock runs from the opening in the hours of its service, of the
/// contract, or always. A new time that was agreed while the promise could still be kept is the promise from then on; one agreed
/// too late, or refused, changes nothing.
/// </summary>
internal sealed class Judgement
{
    private readonly Ticket _ticket;
    private readonly DateTime _opened;
    private readonly OpenHours _hours;
    private readonly ContractVersion? _contract;

    public Judgement(Ticket ticket, Desk desk)
    {
        (_ticket, _opened, _hours) = (ticket, ticket.OpenedAt ?? default, desk.HoursOf(ticket.Attribute));
        Promise? promise = null;
        if (ticket.OpenedAt is { } opened && Contract.Choose(desk.Contracts, withCustomer: true, opened, ticket.Attribute) is { } chosen)
            (_contract, promise) = chosen;
        if (promise?.FirstResponse is { } response) Answer(response);
        if (promise?.Resolution is { } resolution) Settle(resolution);
        if (ticket.OpenedAt <= ticket.ResolvedAt) Measure(ticket.ResolvedAt!.Value);
    }

    /// <summary>Whether anything was promised.</summary>
    public bool IsCovered => _contract is not null;

    /// <summary>When it was answered, where an answer was promised; the solution and the closing are answers too.</summary>
    public DateTime? AnsweredAt { get; private set; }

    public bool AnsweredInTime { get; private set; }

    /// <summary>When the resolution came that its contract means, or else its closing; where one was promised.</summary>
    public DateTime? SettledAt { get; private set; }

    /// <summary>Whether it was settled and can be held against the promise: not when it was opened after that.</summary>
    public bool IsSettled => SettledAt >= _opened;

    public bool KeptOriginal { get; private set; }

    public bool KeptAgreed { get; private set; }

    public bool KeptAgreedLateToo { get; private set; }

    /// <summary>The last instant at which the original promise is kept; null when none was made or its clock stands before.</summary>
    public DateTime? DueAt { get; private set; }

    /// <summary>When it is due by the agreement that holds, else by the original promise.</summary>
    public DateTime? AgreedDueAt { get; private set; }

    /// <summary>Whether something can be due of it: not when it was withdrawn unsettled, nor when it was settled before it was opened.</summary>
    public bool CanBeDue => SettledAt is null ? _ticket.CancelledAt is null : IsSettled;

    /// <summary>How many new times were agreed when the promise was broken already.</summary>
    public int LateAgreements { get; private set; }

    /// <summary>How many new times agreed hold, or held until the next one.</summary>
    public int HoldingAgreements { get; private set; }

    /// <summary>Opening time from opened to last resolved; null when that is not a time.</summary>
    public TimeSpan? Gross { get; private set; }

    /// <summary>The same without what the contract accepts as waiting; by no contract, without any.</summary>
    public TimeSpan? Net { get; private set; }

    private void Answer(Within promised)
    {
        var answers = new[] { _ticket.FirstResponseAt, _ticket.FirstResolvedAt, _ticket.ClosedAt }.OfType<DateTime>().ToArray();
        if (answers.Length == 0) return;
        AnsweredAt = answers.Min();
        AnsweredInTime = AnsweredAt < _opened || Clock(promised).RunAt(AnsweredAt.Value) <= promised.Time;
    }

    private void Settle(Within promised)
    {
        var clock = Clock(promised);
        SettledAt = (_contract!.FirstResolution ? _ticket.FirstResolvedAt : _ticket.ResolvedAt) ?? _ticket.ClosedAt;
        var tick = TimeSpan.FromTicks(1);
        DueAt = new PromiseClock(_opened, HoursOf(promised), _ticket.Waits.StopsOfTheDue(_contract, _opened)).HasRun(promised.Time + tick) - tick;
        var (holds, last) = Agreed(clock, promised);
        AgreedDueAt = holds ?? DueAt;
        if (!IsSettled) return;
        KeptOriginal = clock.RunAt(SettledAt!.Value) <= promised.Time;
        KeptAgreed = holds is null ? KeptOriginal : SettledAt <= holds;
        KeptAgreedLateToo = last is null ? KeptOriginal : SettledAt <= last;
    }

    private (DateTime? Holds, DateTime? Last) Agreed(PromiseClock clock, Within promised)
    {
        var (holds, last) = ((DateTime?)null, (DateTime?)null);
        foreach (var agreed in _ticket.Agreements.Where(a => !a.Refused))
        {
            var clocked = SettledAt < agreed.At ? SettledAt.Value : agreed.At;
            if (holds is null ? clock.RunAt(clocked) > promised.Time : holds < clocked)
            {
                LateAgreements++;
                last = agreed.Due;
            }
            else if (!(agreed.At > SettledAt))
            {
                HoldingAgreements++;
                holds = last = agreed.Due;
            }
        }

        return (holds, last);
    }

    private void Measure(DateTime resolved)
    {
        Gross = _hours.Open(_opened, resolved);
        Net = new PromiseClock(_opened, _hours, _ticket.Waits.Stops(_contract, _opened)).RunAt(resolved);
    }

    private PromiseClock Clock(Within promised) => new(_opened, HoursOf(promised), _ticket.Waits.Stops(_contract, _opened));

    private OpenHours? HoursOf(Within promised) => promised.AroundTheClock ? null : _contract!.Hours ?? _hours;
}
