using FluentAssertions;
using Metrics.Oracle.Tests.Fixtures;
using Metrics.Oracle.Tests.Oracle;
using Metrics.Oracle.Tests.Oracle.Promises;
using Metrics.Oracle.Tests.SeededMonth;
using Xunit;

namespace Metrics.Oracle.Tests;

/// <summary>A seeded month in the database, and the oracle over it.</summary>
public sealed class ToldMonth : IDisposable
{
    private readonly Workplace _workplace = new();

    public ToldMonth()
    {
        _workplace.TellAsync(new Month(1).Files()).GetAwaiter().GetResult();
        Oracle = _workplace.Oracle(Month.Nordic);
    }

    internal IndependentOracle Oracle { get; }

    public void Dispose() => _workplace.Dispose();
}

/// <summary>Agreement about a month proves something only where the month holds what could be counted wrongly.</summary>
public sealed class MonthTests(ToldMonth month) : IClassFixture<ToldMonth>
{
    private const int Several = 3;

    private static readonly Dictionary<string, Func<Ticket, Judgement, bool>> Tickets = new()
    {
        ["covered by a promise"] = (_, j) => j.IsCovered,
        ["covered by none"] = (t, j) => t.OpenedAt is not null && !j.IsCovered,
        ["kept"] = (_, j) => j.IsSettled && j.KeptOriginal,
        ["missed"] = (_, j) => j.IsSettled && !j.KeptOriginal,
        ["kept by agreement alone"] = (_, j) => j.IsSettled && j.KeptAgreed && !j.KeptOriginal,
        ["missed by agreement alone"] = (_, j) => j.IsSettled && !j.KeptAgreed && j.KeptOriginal,
        ["kept by a late agreement, were it one"] = (_, j) => j.IsSettled && j.KeptAgreedLateToo && !j.KeptAgreed,
        ["agreed late"] = (_, j) => j.IsSettled && j.LateAgreements > 0,
        ["agreed twice in time"] = (_, j) => j.HoldingAgreements > 1,
        ["refused a new time"] = (t, j) => j.IsSettled && t.Agreements.Exists(a => a.Refused),
        ["agreed on when all was done"] = (t, j) => j.IsSettled && t.Agreements.Exists(a => a.At > j.SettledAt),
        ["resolved exactly when it was agreed"] = (_, j) => j.IsSettled && j.SettledAt == j.AgreedDueAt,
        ["open past its time"] = (_, j) => j is { IsCovered: true, CanBeDue: true, SettledAt: null, DueAt: not null },
        ["open, and its clock stands"] = (_, j) => j is { IsCovered: true, CanBeDue: true, SettledAt: null, DueAt: null },
        ["withdrawn"] = (t, j) => j is { IsCovered: true, SettledAt: null } && t.CancelledAt is not null,
        ["closed without a resolution"] = (t, j) => j.IsSettled && t.FirstResolvedAt is null,
        ["held to its first resolution"] = (t, j) => j.IsSettled && t.ResolvedAt is not null && j.SettledAt < t.ResolvedAt,
        ["resolved again after it was reopened"] = (t, j) => j.IsSettled && t.Reopenings > 0 && j.SettledAt == t.ResolvedAt,
        ["answered in time"] = (_, j) => j.AnsweredAt is not null && j.AnsweredInTime,
        ["answered late"] = (_, j) => j.AnsweredAt is not null && !j.AnsweredInTime,
        ["promised an answer and no solution"] = (_, j) => j is { AnsweredAt: not null, SettledAt: null, DueAt: null },
        ["paused in opening hours"] = (_, j) => j.Net < j.Gross,
        ["opened while closed"] = (t, _) => t.OpenedAt is { } at && Month.Nordic.HoursOf(t.Attribute).Open(at, at.AddSeconds(1)) == TimeSpan.Zero,
        ["open through the hour that comes twice"] = (t, j) => j.Gross is not null && t.OpenedAt < Twice && t.ResolvedAt > Twice.AddHours(1)
            && Month.Nordic.HoursOf(t.Attribute).Open(Twice, Twice.AddHours(1)) == TimeSpan.FromHours(1),
        ["paused for two things in turn"] = (t, _) => t.Waits.All.Any(w => !w.HeldSolved && t.Waits.All.Any(o => !o.HeldSolved && o.From == w.Until && o.Reason != w.Reason)),
        ["with three hand-overs"] = (t, _) => t.HandOvers > 2,
    };

    private static readonly Dictionary<string, Func<LineResult, bool>> Lines = new()
    {
        ["never gave it back"] = l => l.ReturnedAt is null,
        ["gave it back in time"] = l => l.InTime == true,
        ["gave it back late"] = l => l.InTime == false,
        ["promised nothing"] = l => l.ReturnedAt is not null && l.InTime is null,
        ["has no name"] = l => l.Scope.Queue is null,
        ["had it for a part of a day"] = l => l.DayMillionths % 1_000_000 != 0,
    };

    private static readonly string[] Divided = [.. ComposedFigures.Ids, ComplaintFigures.Id, "answered-share", "supplier-invoices-time-saved", "robot-runs-time-saved"];

    // The clock in Stockholm shows two to three from here on, for the first time.
    private static readonly DateTime Twice = new(2023, 10, 29, 0, 0, 0, DateTimeKind.Utc);

    public static TheoryData<string> Kinds { get; } = new(Tickets.Keys);

    public static TheoryData<string> LineKinds { get; } = new(Lines.Keys);

    public static TheoryData<string> DividedKpis { get; } = new(Divided);

    public static TheoryData<string> Units { get; } = new(Month.Nordic.Units.Keys.Except(["Kundservice n"]));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Several_tickets_of_a_month_are(string kind)
        => month.Oracle.Tickets.All.Count(t => Tickets[kind](t, t.Judged)).Should().BeGreaterOrEqualTo(Several, "tickets should be {0}", kind);

    [Theory]
    [MemberData(nameof(LineKinds))]
    public void Several_times_in_a_month_a_line(string kind)
        => month.Oracle.Lines.Count(Lines[kind]).Should().BeGreaterOrEqualTo(Several, "it happens that a line {0}", kind);

    [Theory]
    [MemberData(nameof(DividedKpis))]
    public void Several_customers_of_a_month_have_a_value_of_their_own_of(string kpi) => month.Oracle.Figures(new Asked(Length.Month, ["customer"]))
        .Where(f => f.Key.Kpi == kpi && f.Value.Value is { } value && value != 0 && value != 1).Select(f => f.Value.Value).Distinct()
        .Should().HaveCountGreaterThanOrEqualTo(Several, "{0} should tell customers and months apart", kpi);

    [Theory]
    [MemberData(nameof(Units))]
    public void Several_contacts_and_counts_of_a_month_name_the_unit(string unit)
    {
        var figures = month.Oracle.Figures(new Asked(Length.Total, ["unit"])).Where(f => f.Key.Cut == unit).ToDictionary(f => (f.Key.Kpi, f.Key.Variant), f => f.Value);
        figures[("contacts-answered", "")].Numerator.Should().BeGreaterThanOrEqualTo(Several);
        figures[("written-cases", "")].Numerator.Should().BeGreaterThanOrEqualTo(Several);
    }
}
