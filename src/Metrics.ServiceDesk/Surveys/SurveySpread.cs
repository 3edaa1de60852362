namespace Metrics.ServiceDesk.Surveys;

/// <summary>How sure the mean of some answers is.</summary>
public static class SurveySpread
{
    /// <summary>
    /// Fewer answers than this are unsure: below about thirty the mean of ratings, which are few values in lumps, isn't near enough
    /// to normal for the margin to mean what it says.
    /// </summary>
    public const int SureFrom = 30;

    // Standard errors around a mean that hold 95 % of a normal distribution.
    private const double Errors95 = 1.96;

    /// <summary>Whether there are answers, but so few that their mean says little.</summary>
    public static bool IsUnsure(decimal answers) => answers is > 0 and < SureFrom;

    /// <summary>Half the width of the 95 % interval around the mean: 1.96 · s / √n, s from n − 1.</summary>
    /// <param name="answers">How many answers.</param>
    /// <param name="sum">Their sum.</param>
    /// <param name="squares">The sum of their squares.</param>
    /// <returns>Null when there are fewer than two.</returns>
    public static decimal? Margin(decimal answers, decimal sum, decimal squares)
    {
        if (answers < 2) return null;
        var variance = Math.Max(0, (squares - (sum * (sum / answers))) / (answers - 1));
        return decimal.Round((decimal)(Errors95 * Math.Sqrt((double)(variance / answers))), 10);
    }
}
