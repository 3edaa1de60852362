using System.Globalization;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Reports;
using NodaTime;

namespace Metrics.Reporting;

/// <summary>What stands below a report's tables: where entered values were read, which decisions set targets, breaks and assumptions.</summary>
/// <param name="culture">The language.</param>
public sealed class Footnotes(CultureInfo culture)
{
    private readonly List<string> _all = [];

    /// <summary>The notes so far, in the order of their numbers from 1.</summary>
    public IReadOnlyList<string> All => _all;

    private bool Swedish => culture.TwoLetterISOLanguageName == "sv";

    /// <summary>The numbers of a row's notes; the same note is one, however many rows share it.</summary>
    public IReadOnlyList<int> Of(ReportRow row) => Notes(row).Select(note =>
    {
        var text = $"{char.ToUpper(note[0], culture)}{note[1..]}{(note[^1] == '.' ? "" : ".")}";
        if (!_all.Contains(text, StringComparer.Ordinal)) _all.Add(text);
        return _all.IndexOf(text) + 1;
    }).ToArray();

    private IEnumerable<string> Notes(ReportRow row)
    {
        if (Origin(row) is { } origin) yield return origin;
        foreach (var b in row.Breaks)
            yield return Swedish ? $"tidsseriebrott {Day(b.From)}: {b.Reason}" : $"series break on {Day(b.From)}: {b.Reason}";
        if (row.Outcomes.GetValueOrDefault(ReportColumn.OutcomeYtd)?.Parts is [{ Figure: { ValueUnit: KpiUnit.Score, Denominator: { } answers } figure }])
        {
            var margin = figure.Margin is { } m ? $", ± {Printed.Number(m, 2, culture)}" : "";
            yield return Swedish
                ? $"{Printed.Number(answers, 0, culture)} svar på skalan {figure.Variant}{margin}{(figure.Unsure ? ", osäkert" : "")}"
                : $"{Printed.Number(answers, 0, culture)} answers on the scale {figure.Variant}{margin}{(figure.Unsure ? ", unsure" : "")}";
        }

        if (row.Indicator.RoundedTo is { } step)
            yield return Swedish ? $"cirka: avrundat till närmaste {Printed.Number(step, 0, culture)}" : $"about: rounded to the nearest {Printed.Number(step, 0, culture)}";
        if (row.Target is { } target && row.Indicator.Targets.Count(t => t.Year == target.Year && t.Level == target.Level) > 1)
            yield return Swedish ? $"mål enligt {target.Decision}, {Day(target.DecidedOn)}" : $"target by {target.Decision}, {Day(target.DecidedOn)}";
        foreach (var (other, status) in row.OtherTargets)
        {
            var value = Printed.Target(row, other, culture);
            var stands = Printed.Status(status, culture);
            yield return Swedish ? $"mål enligt {other.Level} ({other.Decision}): {value}, {stands}" : $"target of {other.Level} ({other.Decision}): {value}, {stands}";
        }

        if (OutOfReach(row) is { } warning) yield return warning;
        string Far(UnusualFigure u) => Swedish
            ? $"blev {Printed.Number(row, u.Value, culture)}, väntat var {Printed.Number(row, u.Low95, culture)}–{Printed.Number(row, u.High95, culture)} (95 %)"
            : $"was {Printed.Number(row, u.Value, culture)}, expected was {Printed.Number(row, u.Low95, culture)}–{Printed.Number(row, u.High95, culture)} (95 %)";
        if (row.Unusual is { } unusual) yield return $"{(Swedish ? "ovanlig månad" : "unusual month")}: {unusual.First.ToString("uuuu-MM", culture)} {Far(unusual)}";
        if (row.UnusualDays.Count > 0) yield return $"{(Swedish ? "ovanliga dagar" : "unusual days")}: {string.Join("; ", row.UnusualDays.Select(d => $"{Day(d.First)} {Far(d)}"))}";
        if (row is { Model.IsOver: false, Override: { } planner })
        {
            var value = Printed.Number(row, planner.Value, culture);
            yield return Swedish ? $"{planner.By} bedömer året till {value} ({Day(planner.DecidedOn)}): {planner.Reason}" : $"{planner.By} expects {value} of the year ({Day(planner.DecidedOn)}): {planner.Reason}";
        }

        foreach (var c in row.Model?.Changes ?? [])
        {
            var size = (c.SizePerMonth > 0 ? "+" : "") + Printed.Number(c.SizePerMonth, row.Indicator.Decimals, culture);
            yield return Swedish ? $"i modellens prognos ingår från {Day(c.From)} {size} i månaden: {c.Reason}" : $"the model's prognosis counts in {size} a month from {Day(c.From)}: {c.Reason}";
        }

        if (row.Model is { Forecast: { IsUnsure: true } forecast })
            yield return Swedish ? $"osäker modellprognos: lärd av {forecast.Learnt} månader" : $"unsure forecast of the model: learnt from {forecast.Learnt} months";
        if (row.Indicator.Assumes is { } assumes) yield return Swedish ? $"antaget: {assumes}" : $"assumed: {assumes}";
        foreach (var assumption in row.Assumptions) yield return $"{(Swedish ? "antaget" : "assumed")}: {assumption.In(culture)}";
    }

    // What was decided can hardly come true any more: what the rest of the year would have to bring.
    private string? OutOfReach(ReportRow row)
    {
        if (!row.IsDecidedOutOfReach) return null;
        var (decided, model) = (row.Decided!, row.Model!);
        string N(decimal value) => Printed.Number(row, value, culture);
        if (model.Needed(decided.Value) is not { } needed)
        {
            return Swedish
                ? $"den beslutade prognosen {N(decided.Value)} ligger utanför modellens 95 %-intervall, {N(model.Low95)}–{N(model.High95)}"
                : $"the decided prognosis {N(decided.Value)} lies outside the model's 95 % interval, {N(model.Low95)}–{N(model.High95)}";
        }

        var (low, high) = (N(model.Low95 - model.Happened), N(model.High95 - model.Happened));
        var before = model.RestLastYear is { } last ? (Swedish ? $", förra året blev det {N(last)}" : $"; last year it was {N(last)}") : "";
        return Swedish
            ? $"den beslutade prognosen {N(decided.Value)} kräver {N(needed)} under resten av året; modellen väntar {low}–{high} (95 %){before}"
            : $"the decided prognosis {N(decided.Value)} needs {N(needed)} in the rest of the year; the model expects {low}–{high} (95 %){before}";
    }

    // Whole years before the report may be entered while the report's own days are counted.
    private string? Origin(ReportRow row)
    {
        if (row.ReadFrom is not { } source) return null;
        var counted = row.Outcomes.GetValueOrDefault(ReportColumn.OutcomeYtd) is { Entered: null, Value: not null };
        return (counted, Swedish) switch
        {
            (false, true) => $"inmatat, läst ur {source}",
            (false, false) => $"entered, read from {source}",
            (true, true) => $"hela år tidigare inmatade, lästa ur {source}",
            _ => $"whole years before entered, read from {source}",
        };
    }

    private string Day(LocalDate day) => day.ToString("uuuu-MM-dd", culture);
}
