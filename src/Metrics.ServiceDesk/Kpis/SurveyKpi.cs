namespace Metrics.ServiceDesk.Kpis;

/// <summary>Which answers a KPI of surveys counts.</summary>
public enum SurveyAnswers
{
    /// <summary>All.</summary>
    All,

    /// <summary>Those about a ticket that kept its original promise.</summary>
    SlaMet,

    /// <summary>Those about a ticket that broke its original promise.</summary>
    SlaMissed,
}

/// <summary>A KPI of surveys: a mean for each scale, with how sure it is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">The version of its formula.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Says">How it is counted.</param>
/// <param name="Assumes">What it assumes where the documents leave it open.</param>
/// <param name="Unit">What its value is.</param>
/// <param name="Direction">Which way is good.</param>
/// <param name="Answers">The answers it counts.</param>
public sealed record SurveyKpi(string Id, int Version, Label Label, Label Says, Label? Assumes, KpiUnit Unit, Direction Direction, SurveyAnswers Answers);
