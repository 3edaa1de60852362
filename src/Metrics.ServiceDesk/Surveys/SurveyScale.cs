using System.Globalization;

namespace Metrics.ServiceDesk.Surveys;

/// <summary>A scale that answers are given on: 0-5, 1-4. Answers on two scales are never put together.</summary>
/// <param name="Low">Its worst value.</param>
/// <param name="High">Its best value.</param>
public readonly record struct SurveyScale(decimal Low, decimal High)
{
    /// <summary>The scale as a variant names it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Low:0.####}-{High:0.####}");
}
