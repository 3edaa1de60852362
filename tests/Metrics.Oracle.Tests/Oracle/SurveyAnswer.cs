using System.Globalization;

namespace Metrics.Oracle.Tests.Oracle;

/// <summary>One answer to a survey, or the outcome of a whole one: so many answers with such a mean.</summary>
internal sealed record SurveyAnswer(Scope Scope, DateTime At, decimal Low, decimal High, decimal Mean, int Answers, bool IsOutcome, string? Ticket)
{
    private const string Family = "servicedesk.survey.";

    /// <summary>The scale's name: its worst value and its best.</summary>
    public string Scale { get; } = $"{Low.ToString("G29", CultureInfo.InvariantCulture)}-{High.ToString("G29", CultureInfo.InvariantCulture)}";

    /// <summary>Whether it says anything: somebody answered, something that the scale has.</summary>
    public bool Says => Answers > 0 && Low != High && Mean >= Math.Min(Low, High) && Mean <= Math.Max(Low, High);

    /// <summary>The answers of an organisation; each event is one of its own.</summary>
    public static IReadOnlyList<SurveyAnswer> All(IEnumerable<LogEvent> events, string organisation) => events
        .Where(e => e.Organisation == organisation && e.Type.StartsWith(Family, StringComparison.Ordinal))
        .Select(Of)
        .ToArray();

    private static SurveyAnswer Of(LogEvent e)
    {
        var outcome = e.Type == Family + "result.v1";
        return new SurveyAnswer(
            Scope.Nothing.With(e), e.Time, e.Number("scaleLow")!.Value, e.Number("scaleHigh")!.Value,
            e.Number(outcome ? "mean" : "rating")!.Value, outcome ? (int)e.Number("answers")!.Value : 1, outcome, e.Text("ticket"));
    }
}
