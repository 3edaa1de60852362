using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Pipelines.Sources;

/// <summary>How a source's records are written.</summary>
public enum SourceFormat
{
    /// <summary>One row a record, columns named by the first row.</summary>
    Delimited,

    /// <summary>One CloudEvent a line.</summary>
    CloudEvents,
}

/// <summary>What a local time means that occurs twice, when clocks go back.</summary>
public enum AmbiguousTime
{
    /// <summary>The record is rejected.</summary>
    Reject,

    /// <summary>It is the first of the two, in summer time.</summary>
    Earlier,

    /// <summary>It is the second of the two, in normal time.</summary>
    Later,
}

/// <summary>What quotes mean in a delimited file.</summary>
public enum FieldQuotes
{
    /// <summary>A field may stand in quotes, and a quote inside it is doubled (RFC 4180).</summary>
    Doubled,

    /// <summary>Nothing: a quote is a sign like others.</summary>
    None,
}

/// <summary>What becomes of a contact offered outside opening hours.</summary>
public enum OutsideHours
{
    /// <summary>It was offered all the same.</summary>
    Offered,

    /// <summary>It called a closed number.</summary>
    Closed,
}

/// <summary>How the records of one external format become events: a file of pipelines/sources, or a user's own.</summary>
public sealed record SourceMapping
{
    /// <summary>The file it was read from.</summary>
    public required string File { get; init; }

    /// <summary>The hash of that file: a corrected mapping reads a known file from its start.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The source's name: part of every event's identity.</summary>
    public required string Name { get; init; }

    /// <summary>How records are written.</summary>
    public required SourceFormat Format { get; init; }

    /// <summary>Whether its events are believed when they say when they became known (a generator, a restore, a replay).</summary>
    public bool TrustsRecordedTime { get; init; }

    /// <summary>What stands between columns.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>What quotes mean.</summary>
    public FieldQuotes Quotes { get; init; }

    /// <summary>The character set; utf-8 unless the file says otherwise.</summary>
    public string Encoding { get; init; } = "utf-8";

    /// <summary>The zone of times without one; null is the organisation's own.</summary>
    public DateTimeZone? Zone { get; init; }

    /// <summary>What a time means that occurs twice.</summary>
    public AmbiguousTime Ambiguous { get; init; }

    /// <summary>How times are written, unless a value says otherwise.</summary>
    public IReadOnlyList<string> TimeFormats { get; init; } = ["yyyy-MM-ddTHH:mm:ss"];

    /// <summary>Tokens that mean "nothing".</summary>
    public IReadOnlySet<string> Nulls { get; init; } = new HashSet<string>(StringComparer.Ordinal) { "" };

    /// <summary>The columns of a file that has no header, in order; empty: the first row names them.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Columns that follow those of a file without a header, of which a row may lack the last ones.</summary>
    public IReadOnlyList<string> Trailing { get; init; } = [];

    /// <summary>Columns that are made of others, in order: each may name those before it.</summary>
    public IReadOnlyList<DerivedColumn> Derived { get; init; } = [];

    /// <summary>Columns that a rejected record doesn't show: they name persons.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];

    /// <summary>What becomes of a contact offered outside the hours that the organisation gives what it is about.</summary>
    public OutsideHours OutsideHours { get; init; }

    /// <summary>For audit logs: the column whose rows, in file order, tell one ticket's story.</summary>
    public string? Key { get; init; }

    /// <summary>The version of a record's events: the first of these that the record has. A time counts as its seconds since 1970.</summary>
    public IReadOnlyList<ValueRule> Revision { get; init; } = [];

    /// <summary>The events a record becomes.</summary>
    public IReadOnlyList<EventRule> Events { get; init; } = [];

    /// <summary>Columns that must hold a valid value although no event carries them.</summary>
    public IReadOnlyList<CheckRule> Checks { get; init; } = [];

    /// <summary>Whether it tells persons apart by a hash, for which the installation's secret key is needed.</summary>
    public bool NeedsKey => Events.SelectMany(e => e.Id.Concat(e.Subject).Append(e.Time).Concat(e.Set.Values))
        .Concat(Derived.Select(d => d.Value).OfType<ValueRule>()).Concat(Revision).Concat(Checks.Select(c => c.Value)).Any(v => v.Keyed);
}

/// <summary>What a column must be, whether or not an event uses it.</summary>
public enum CheckKind
{
    /// <summary>A number, with the value's own decimal sign.</summary>
    Number,

    /// <summary>A time in one of the formats.</summary>
    Time,

    /// <summary>Nothing.</summary>
    Empty,
}

/// <summary>A check of one column.</summary>
/// <param name="Kind">What it must be.</param>
/// <param name="Value">How it is written.</param>
/// <param name="When">Of which records: those that all of these hold for.</param>
public sealed record CheckRule(CheckKind Kind, ValueRule Value, IReadOnlyList<Condition> When);

/// <summary>A column that a mapping makes of others: a value, or a count of rows.</summary>
public sealed record DerivedColumn
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its text; null when it counts.</summary>
    public ValueRule? Value { get; init; }

    /// <summary>
    /// It is how many rows so far, this one included, these conditions hold for among those with the same <see cref="Per"/>; 1 before the
    /// first: what a file begins in the middle of is its first.
    /// </summary>
    public IReadOnlyList<Condition> Counts { get; init; } = [];

    /// <summary>The columns whose rows are counted together.</summary>
    public IReadOnlyList<string> Per { get; init; } = [];
}

/// <summary>When and how a record becomes one event.</summary>
public sealed record EventRule
{
    /// <summary>The event's type.</summary>
    public required EventType Type { get; init; }

    /// <summary>Tells two events of one type in a record apart; part of the identity.</summary>
    public required string Name { get; init; }

    /// <summary>Conditions that must all hold.</summary>
    public IReadOnlyList<Condition> When { get; init; } = [];

    /// <summary>The values that identify the event; empty: a hash of the record and its ordinal among identical ones.</summary>
    public IReadOnlyList<ValueRule> Id { get; init; } = [];

    /// <summary>What the event is about, all of them together; empty: what identifies it.</summary>
    public IReadOnlyList<ValueRule> Subject { get; init; } = [];

    /// <summary>When it happened.</summary>
    public required ValueRule Time { get; init; }

    /// <summary>The members of the event's data.</summary>
    public required IReadOnlyDictionary<string, ValueRule> Set { get; init; }
}

/// <summary>Where a value comes from and how it is written.</summary>
public sealed record ValueRule
{
    /// <summary>The columns, joined by a space (a date and a time, say); empty for a constant.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Alternatives, of which the first column that the file has and that is not null counts.</summary>
    public bool Either { get; init; }

    /// <summary>True when the file may lack the column.</summary>
    public bool Optional { get; init; }

    /// <summary>The same value for every record.</summary>
    public string? Constant { get; init; }

    /// <summary>The value of records that have none.</summary>
    public string? Default { get; init; }

    /// <summary>How a time or date is written; empty: the mapping's formats.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>What the source's words mean.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    /// <summary>True when a word that <see cref="Values"/> lacks is kept as it is; otherwise it is a fault.</summary>
    public bool KeepOthers { get; init; }

    /// <summary>The decimal sign of a number.</summary>
    public char DecimalSign { get; init; } = '.';

    /// <summary>What a number is multiplied by: 60 for minutes that become seconds.</summary>
    public decimal Factor { get; init; } = 1;

    /// <summary>How a duration is written (<c>hh\:mm\:ss</c>); null when it is a number.</summary>
    public string? Duration { get; init; }

    /// <summary>True when a record without it is at fault.</summary>
    public bool Required { get; init; }

    /// <summary>True when it tells the same person again and must not say who: a hash of the text with the installation's secret key.</summary>
    public bool Keyed { get; init; }
}

/// <summary>One condition on a record and, for audit logs, on the record before it with the same key.</summary>
public sealed record Condition
{
    /// <summary>The columns it looks at.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The column is one of these.</summary>
    public IReadOnlySet<string>? Is { get; init; }

    /// <summary>The column is none of these.</summary>
    public IReadOnlySet<string>? IsNot { get; init; }

    /// <summary>The column was one of these in the record before and is none of them now.</summary>
    public IReadOnlySet<string>? Left { get; init; }

    /// <summary>One of the columns differs from the record before; in the first record none does.</summary>
    public bool Changed { get; init; }

    /// <summary>The column's number is larger than in the record before; in the first record, larger than 0.</summary>
    public bool Increased { get; init; }

    /// <summary>The column is (true) or is not (false) null.</summary>
    public bool? Present { get; init; }

    /// <summary>The column holds the same as this one.</summary>
    public string? SameAs { get; init; }

    /// <summary>The record is (true) or is not (false) the first of its key.</summary>
    public bool? First { get; init; }

    /// <summary>Whether it needs the record before.</summary>
    public bool LooksBack => Changed || Increased || Left is not null || First is not null;
}
