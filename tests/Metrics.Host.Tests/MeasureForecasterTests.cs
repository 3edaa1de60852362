using Metrics.Forecasting;
using Metrics.Host.Forecasts;
using Metrics.Host.Tests.Live;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Host.Tests;

/// <summary>Half-hours of a day that runs.</summary>
public sealed class MeasureForecasterTests
{
    private static readonly LocalDate Monday = new(2023, 5, 15);

    [Fact]
    public void A_running_day_is_forecast_from_the_half_hour_that_runs_and_moved_by_what_came()
    {
        var (usual, busy) = (Forecast(callsADay: 2, "2023-05-15T10:10:00Z"), Forecast(callsADay: 5, "2023-05-15T10:10:00Z"));
        (usual[0].Period, busy[0].Period).Should().Be(("2023-05-15T10:00", "2023-05-15T10:00"));
        usual.Should().HaveCount(40).And.OnlyHaveUniqueItems(r => r.Period);
        usual[^1].Period.Should().Be("2023-05-16T05:30");
        usual[0].Forecast.Mean.Should().BeApproximately(6, 1);
        busy[0].Forecast.Mean.Should().BeGreaterThan(usual[0].Forecast.Mean * 1.05);
        usual.Where(r => string.CompareOrdinal(r.Period, "2023-05-15T12:00") >= 0 && string.CompareOrdinal(r.Period, "2023-05-16T08:00") < 0).Should().OnlyContain(r => r.Forecast.Mean == 0, "calls come from 8 to 12");
    }

    [Fact]
    public void Before_the_day_begins_it_is_forecast_from_its_first_half_hour()
        => Forecast(callsADay: 2, "2023-05-15T00:10:00Z")[0].Period.Should().Be("2023-05-15T00:00");

    // Six calls each half-hour from 8 to 12 on working days, one more on some; today some more or less of them, until now.
    private static IReadOnlyList<MeasureRow> Forecast(int callsADay, string at)
    {
        var now = NodaTime.Text.InstantPattern.ExtendedIso.Parse(at).Value;
        using var warehouse = MetricsWarehouse.Open(":memory:", LiveDesk.Pipelines, new StandingClock(now));
        var days = Enumerable.Range(-140, 141).Select(Monday.PlusDays).Where(d => d.DayOfWeek <= IsoDayOfWeek.Friday);
        var calls = days.SelectMany((d, n) => Enumerable.Range(0, 8).SelectMany(h => Enumerable.Range(0, d == Monday ? 3 * callsADay : 6 + (n * 7 % 3) - 1).Select(c => d.At(new LocalTime(8, 0)).PlusMinutes((h * 30) + c).InUtc().ToInstant())))
            .Where(t => t < now).Select((t, i) => ServiceEvent.Create(new ContactRecorded { Outcome = ContactOutcome.Answered, WaitSeconds = 5 }, Organisation.DefaultId, "calls", $"{i}", $"{i}", t)).ToArray();
        warehouse.Commit(new Batch(calls, [], [], calls.Length));
        var question = new KpiQuestion { Organisation = LiveDesk.Pipelines.Organisation(Organisation.DefaultId), Kpis = ["contacts-offered"] };
        return new MeasureForecaster(warehouse).Forecast(new MeasureQuestion(question, Step.HalfHour, 40, null));
    }
}
