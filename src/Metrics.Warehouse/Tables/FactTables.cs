using DuckDB.NET.Data;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Contacts;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Sla;
using Metrics.ServiceDesk.Statements;
using Metrics.ServiceDesk.Surveys;
using Metrics.ServiceDesk.Time;
using Metrics.ServiceDesk.Tickets;
using Metrics.ServiceDesk.Volumes;
using NodaTime;

namespace Metrics.Warehouse.Tables;

/// <summary>Writes facts to their tables and tells what that changes of the cells.</summary>
/// <param name="connection">The connection of the batch.</param>
/// <param name="database">An attached database; null for the warehouse itself.</param>
/// <param name="slices">The numbers of slices.</param>
/// <param name="organisations">The organisations, whose zones place facts on days.</param>
/// <param name="changes">What the batch changes of the cells; null when all will be made anyway.</param>
/// <param name="about">The contacts about tickets: those written are taken in, and tickets are folded with them, so contacts are written first.</param>
internal sealed class FactTables(
    DuckDBConnection connection, string? database, Slices slices, IReadOnlyDictionary<string, Organisation> organisations, CellChanges? changes,
    TicketContacts about)
    : IDisposable
{
    private (string? Organisation, DateTime Bucket, LocalDate Day) _last;
    private DuckDBAppender? _contacts;
    private DuckDBAppender? _tickets;
    private DuckDBAppender? _handOvers;
    private DuckDBAppender? _entered;
    private DuckDBAppender? _prognoses;
    private DuckDBAppender? _seriesBreaks;
    private DuckDBAppender? _plannedChanges;
    private DuckDBAppender? _volumes;
    private DuckDBAppender? _surveys;

    /// <summary>Folds the winning events of whole subjects, in any order, and writes their facts.</summary>
    public void WriteAll(List<ServiceEvent> events)
    {
        events.Sort((a, b) => a.SubjectKey.CompareTo(b.SubjectKey));
        var start = 0;
        for (var i = 1; i <= events.Count; i++)
        {
            if (i < events.Count && events[i].SubjectKey == events[start].SubjectKey) continue;
            Write(events[start].Type.Family, events.GetRange(start, i - start));
            start = i;
        }
    }

    /// <summary>Folds one subject's winning events into its fact and writes it.</summary>
    public void Write(EventFamily family, IReadOnlyList<ServiceEvent> events)
    {
        switch (family)
        {
            case EventFamily.Contact:
                Write(ContactFold.Fold(events));
                break;
            case EventFamily.Ticket:
                Write(TicketFold.Fold(events, organisations[events[0].Organisation].Terms, about.About(events[0].Organisation, events[0].Subject)));
                break;
            case EventFamily.Indicator:
                Write(StatementFold.Entered(events));
                break;
            case EventFamily.Planning:
                foreach (var prognosis in StatementFold.Prognoses(events)) Write(prognosis);
                foreach (var seriesBreak in StatementFold.SeriesBreaks(events)) Write(seriesBreak);
                foreach (var change in StatementFold.PlannedChanges(events)) Write(change);
                break;
            case EventFamily.Volume:
                Write(VolumeFold.Fold(events), events[^1].Time);
                break;
            case EventFamily.Survey:
                Write(SurveyFold.Fold(events));
                break;
        }
    }

    public void Dispose()
    {
        _contacts?.Dispose();
        _tickets?.Dispose();
        _handOvers?.Dispose();
        _entered?.Dispose();
        _prognoses?.Dispose();
        _seriesBreaks?.Dispose();
        _plannedChanges?.Dispose();
        _volumes?.Dispose();
        _surveys?.Dispose();
    }

    private void Write(ContactFact fact)
    {
        about.Add(fact);
        var slice = slices.NumberOf(fact.Slice);
        var (bucket, day) = Place(fact.Slice.Organisation, fact.OfferedAt);
        _contacts ??= Appender(FactKind.Contact);
        _contacts.CreateRow()
            .AppendValue(fact.SubjectKey.ToUuid()).AppendValue(slice).AppendValue(fact.Source).AppendValue(fact.ContactId)
            .AppendValue(fact.OfferedAt.ToTimestamp()).AppendValue(bucket).AppendValue(day.ToDate())
            .AppendValue(Words.Of(fact.Outcome)).AppendValue(fact.WaitMicroseconds).AppendValue(fact.TalkMicroseconds)
            .AppendValue(fact.Resolved).AppendValue(fact.Ticket).EndRow();
    }

    private void Write(TicketFact fact)
    {
        var slice = slices.NumberOf(fact.Slice);
        var organisation = organisations[fact.Slice.Organisation];
        _tickets ??= Appender(FactKind.Ticket);
        var row = _tickets.CreateRow()
            .AppendValue(fact.SubjectKey.ToUuid()).AppendValue(slice).AppendValue(fact.Source).AppendValue(fact.TicketId)
            .AppendValue(fact.Priority).AppendValue(fact.Kind is { } kind ? Words.Of(kind) : null).AppendValue(fact.Status)
            .AppendValue(fact.OpenedAt.ToTimestamp()).AppendValue(fact.FirstResponseAt.ToTimestamp())
            .AppendValue(fact.FirstResolvedAt.ToTimestamp()).AppendValue(fact.ResolvedAt.ToTimestamp())
            .AppendValue(fact.ClosedAt.ToTimestamp()).AppendValue(fact.CancelledAt.ToTimestamp())
            .AppendValue(fact.FirstResolutionSeconds).AppendValue(fact.ResolutionSeconds).AppendValue(fact.PausedSeconds)
            .AppendValue(fact.Reopenings).AppendValue(fact.HandOvers).AppendValue(fact.HandedOverByAgreement)
            .AppendValue(fact.FirstContact).AppendValue(fact.SlaMetReported).AppendValue(fact.ReopenedWithinWeek).AppendValue(fact.ContactedWithinWeek)
            .AppendValue(fact.Calendar).AppendValue(fact.ResponseOpeningMicroseconds)
            .AppendValue(fact.FirstResolutionOpeningMicroseconds).AppendValue(fact.ResolutionOpeningMicroseconds)
            .AppendValue(fact.FirstResolutionNetMicroseconds).AppendValue(fact.ResolutionNetMicroseconds)
            .AppendValue(fact.Agreements).AppendValue(Count(fact, AgreementOutcome.Late)).AppendValue(Count(fact, AgreementOutcome.AfterDone)).AppendValue(Count(fact, AgreementOutcome.Refused));
        Sla(row, fact.Sla);
        Place(row, DaysOf(fact, organisation));
        foreach (var line in fact.Lines) Write(fact, line, organisation);
    }

    private static void Sla(IDuckDBAppenderRow row, SlaOutcome? sla)
    {
        var limit = sla?.Promised.Promise.Resolution;
        row.AppendValue(sla?.Promised.Version.Name).AppendValue(limit?.Within.Microseconds()).AppendValue(limit is { } l ? Words.Of(l.Time) : null)
            .AppendValue(sla?.Promised.Promise.FirstResponse?.Within.Microseconds()).AppendValue((sla?.ResponseWarnAt).ToTimestamp())
            .AppendValue((sla?.ResponseDueAt).ToTimestamp()).AppendValue((sla?.ResponseKeptUntil).ToTimestamp()).AppendValue(sla?.ResponseMet)
            .AppendValue((sla?.WarnAt).ToTimestamp()).AppendValue((sla?.DueAt).ToTimestamp()).AppendValue((sla?.KeptUntil).ToTimestamp())
            .AppendValue((sla?.AgreedDueAt).ToTimestamp()).AppendValue((sla?.SettledAt).ToTimestamp()).AppendValue(sla?.Used?.Microseconds())
            .AppendValue(sla?.MetOriginal).AppendValue(sla?.MetAgreed).AppendValue(sla?.MetAgreedLate);
    }

    // In the order of Place.Of.
    private static LocalDate?[] DaysOf(TicketFact fact, Organisation organisation)
    {
        var (opened, left) = (Day(fact.OpenedAt), Day(fact.LeftAt));
        // It is due on the day that the promise breaks unless it is kept; what was withdrawn before it was settled is due no more.
        var breaks = fact.CancelledAt is null || fact.Sla?.SettledAt is not null ? fact.Sla?.KeptUntil : null;
        var agreed = fact.Sla?.Agreements.Contains(AgreementOutcome.Holds) == true && (breaks is not null || fact.CancelledAt is null) ? fact.Sla.AgreedDueAt : breaks;
        LocalDate?[] days =
        [
            opened, Day(fact.FirstResolvedAt), Day(fact.ResolvedAt), Day(fact.ClosedAt), left, Day(fact.EndedAt),
            Day(fact.Sla?.RespondedAt), Day(fact.Sla?.SettledAt), Day(breaks), Day(agreed),
            .. ServiceDesk.Kpis.Place.Ages.Select(age => opened?.PlusDays(age) is { } old && (left is null || left >= old) ? old : (LocalDate?)null),
        ];
        return days;

        LocalDate? Day(Instant? instant) => instant is { } i ? organisation.DayOf(i) : null;
    }

    private void Write(TicketFact ticket, HandOverFact fact, Organisation organisation)
    {
        var slice = slices.NumberOf(fact.Slice);
        _handOvers ??= Appender(FactKind.HandOver);
        var row = _handOvers.CreateRow()
            .AppendValue(ticket.SubjectKey.ToUuid()).AppendValue(slice).AppendValue(ticket.Source).AppendValue(ticket.TicketId).AppendValue(fact.Ordinal)
            .AppendValue(((Instant?)fact.HandedOverAt).ToTimestamp()).AppendValue(fact.ReturnedAt.ToTimestamp()).AppendValue(fact.ByAgreement)
            .AppendValue(fact.OpeningMicroseconds).AppendValue(fact.WorkingDayMillionths)
            .AppendValue(fact.Policy).AppendValue(fact.Level is { } level ? Words.Of(level) : null).AppendValue(fact.DueAt.ToTimestamp()).AppendValue(fact.Met);
        Place(row, [organisation.DayOf(fact.HandedOverAt), fact.ReturnedAt is { } back ? organisation.DayOf(back) : null]);
    }

    private static void Place(IDuckDBAppenderRow row, LocalDate?[] days)
    {
        foreach (var day in days) row.AppendValue(day.ToDate());
        row.EndRow();
    }

    private DuckDBAppender Appender(FactKind kind) => changes is null ? connection.CreateAppender(database, "main", kind.Facts()) : changes.Come(kind);

    private static int Count(TicketFact fact, AgreementOutcome outcome) => fact.Sla?.Agreements.Count(a => a == outcome) ?? 0;

    private void Write(VolumeFact fact, Instant countedAt)
    {
        var slice = slices.NumberOf(fact.Slice);
        var kind = Words.Of(fact.Kind);
        var handling = fact.Handling is { } h ? Words.Of(h) : null;
        _volumes ??= connection.CreateAppender(database, "main", "volume_facts");
        _volumes.CreateRow()
            .AppendValue(fact.SubjectKey.ToUuid()).AppendValue(slice).AppendValue(fact.Source).AppendValue(fact.CountId)
            .AppendValue(fact.Measure).AppendValue(kind).AppendValue(handling)
            .AppendValue(((LocalDate?)fact.Day).ToDate()).AppendValue(Words.Of(fact.Granularity))
            .AppendValue((decimal?)fact.Count).AppendValue(((Instant?)countedAt).ToTimestamp()).EndRow();
        changes?.Volumes.Add((slice, fact.Measure, kind, handling, fact.Day, Words.Of(fact.Granularity)));
    }

    private void Write(SurveyFact fact)
    {
        var slice = slices.NumberOf(fact.Slice);
        var day = organisations[fact.Slice.Organisation].DayOf(fact.AnsweredAt);
        _surveys ??= connection.CreateAppender(database, "main", "survey_facts");
        _surveys.CreateRow()
            .AppendValue(fact.SubjectKey.ToUuid()).AppendValue(slice).AppendValue(fact.Source).AppendValue(fact.AnswerId)
            .AppendValue(((Instant?)fact.AnsweredAt).ToTimestamp()).AppendValue(((LocalDate?)day).ToDate())
            .AppendValue((decimal?)fact.ScaleLow).AppendValue((decimal?)fact.ScaleHigh).AppendValue((int?)fact.Answers)
            .AppendValue((decimal?)fact.RatingSum).AppendValue(fact.SquareSum).AppendValue(fact.ResponseRate).AppendValue(fact.Ticket).EndRow();
        changes?.Surveys.Add((slice, fact.ScaleLow, fact.ScaleHigh, day));
    }

    private void Write(EnteredFact fact)
    {
        _entered ??= connection.CreateAppender(database, "main", "entered_facts");
        _entered.CreateRow()
            .AppendValue(fact.SubjectKey.ToUuid()).AppendValue(slices.NumberOf(fact.Slice)).AppendValue(fact.Source).AppendValue(fact.StatementId)
            .AppendValue(fact.Indicator).AppendValue(((LocalDate?)fact.Day).ToDate()).AppendValue((decimal?)fact.Value)
            .AppendValue(fact.Sex is { } sex ? Words.Of(sex) : null).AppendValue(fact.ReadFrom).EndRow();
    }

    private void Write(PrognosisFact fact)
    {
        _prognoses ??= connection.CreateAppender(database, "main", "prognosis_facts");
        _prognoses.CreateRow()
            .AppendValue(fact.SubjectKey.ToUuid()).AppendValue(slices.NumberOf(fact.Slice)).AppendValue(fact.Source).AppendValue(fact.StatementId)
            .AppendValue(fact.Measure).AppendValue((int?)fact.Year).AppendValue((decimal?)fact.Value)
            .AppendValue(((Instant?)fact.DecidedAt).ToTimestamp()).AppendValue(fact.By).AppendValue(fact.Reason).EndRow();
    }

    private void Write(SeriesBreakFact fact)
    {
        _seriesBreaks ??= connection.CreateAppender(database, "main", "series_break_facts");
        _seriesBreaks.CreateRow()
            .AppendValue(fact.SubjectKey.ToUuid()).AppendValue(slices.NumberOf(fact.Slice)).AppendValue(fact.Source).AppendValue(fact.StatementId)
            .AppendValue(fact.Measure).AppendValue(((LocalDate?)fact.From).ToDate()).AppendValue(fact.Size).AppendValue(fact.Reason).EndRow();
    }

    private void Write(PlannedChangeFact fact)
    {
        _plannedChanges ??= connection.CreateAppender(database, "main", "planned_change_facts");
        _plannedChanges.CreateRow()
            .AppendValue(fact.SubjectKey.ToUuid()).AppendValue(slices.NumberOf(fact.Slice)).AppendValue(fact.Source).AppendValue(fact.StatementId)
            .AppendValue(fact.Measure).AppendValue(((LocalDate?)fact.From).ToDate()).AppendValue((decimal?)fact.SizePerMonth).AppendValue(fact.Reason).EndRow();
    }

    // A quarter of an hour lies within one local day, and the next contact mostly within the same quarter.
    private (DateTime? Bucket, LocalDate? Day) Place(string organisation, Instant? instant)
    {
        if (instant is not { } i) return (null, null);
        var at = i.ToDateTimeUtc();
        var bucket = at.AddTicks(-(at.Ticks % (15 * TimeSpan.TicksPerMinute)));
        if (_last.Bucket != bucket || _last.Organisation != organisation) _last = (organisation, bucket, organisations[organisation].DayOf(i));
        return (bucket, _last.Day);
    }
}
