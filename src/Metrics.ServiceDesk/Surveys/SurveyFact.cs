using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.ServiceDesk.Surveys;

/// <summary>One answer to a survey, or the outcome of a whole survey: how many answered, and the sum of what they answered.</summary>
public sealed record SurveyFact
{
    /// <summary>The hash of the event's identity and organisation: each answer is one of its own.</summary>
    public required UInt128 SubjectKey { get; init; }

    /// <summary>The source that tells of it.</summary>
    public required string Source { get; init; }

    /// <summary>The event's id in that source.</summary>
    public required string AnswerId { get; init; }

    /// <summary>The cut it belongs to.</summary>
    public required Slice Slice { get; init; }

    /// <summary>When it was answered, or the survey was over.</summary>
    public required Instant AnsweredAt { get; init; }

    /// <summary>The scale's worst value.</summary>
    public required decimal ScaleLow { get; init; }

    /// <summary>The scale's best value.</summary>
    public required decimal ScaleHigh { get; init; }

    /// <summary>How many answered.</summary>
    public required int Answers { get; init; }

    /// <summary>The sum of what they answered; for a survey's outcome its mean as often as there are answers.</summary>
    public required decimal RatingSum { get; init; }

    /// <summary>The sum of the squares; null for a survey's outcome, whose mean hides how far apart its answers are.</summary>
    public decimal? SquareSum { get; init; }

    /// <summary>The share of those asked who answered, when told.</summary>
    public decimal? ResponseRate { get; init; }

    /// <summary>The ticket it is about, when told.</summary>
    public string? Ticket { get; init; }
}

/// <summary>From a survey's event to its fact.</summary>
public static class SurveyFold
{
    // Squares of four decimals have eight: nothing is lost on the way to the tables.
    private const int Decimals = 4;

    /// <summary>Folds the events of one answer or outcome; the latest in time and identity stands.</summary>
    /// <param name="events">The winning version of each of its events; at least one.</param>
    public static SurveyFact Fold(IReadOnlyList<ServiceEvent> events)
    {
        var last = events.Count == 1 ? events[0] : EventOrder.Sorted(events)[^1];
        return last.Data is SurveyRated rated ? Of(last, rated) : Of(last, (SurveyResult)last.Data);
    }

    private static SurveyFact Of(ServiceEvent e, SurveyRated data)
    {
        var rating = Kept(data.Rating);
        return new SurveyFact
        {
            SubjectKey = e.SubjectKey,
            Source = e.Source,
            AnswerId = e.Id,
            Slice = Slice.Of(e.Organisation, data),
            AnsweredAt = e.Time,
            ScaleLow = Kept(data.ScaleLow),
            ScaleHigh = Kept(data.ScaleHigh),
            Answers = 1,
            RatingSum = rating,
            SquareSum = rating * rating,
            Ticket = data.Ticket,
        };
    }

    private static SurveyFact Of(ServiceEvent e, SurveyResult data) => new()
    {
        SubjectKey = e.SubjectKey,
        Source = e.Source,
        AnswerId = e.Id,
        Slice = Slice.Of(e.Organisation, data),
        AnsweredAt = e.Time,
        ScaleLow = Kept(data.ScaleLow),
        ScaleHigh = Kept(data.ScaleHigh),
        Answers = data.Answers,
        RatingSum = Kept(data.Mean * data.Answers),
        ResponseRate = data.ResponseRate is { } rate ? Kept(rate) : null,
    };

    private static decimal Kept(decimal value) => decimal.Round(value, Decimals, MidpointRounding.AwayFromZero);
}
