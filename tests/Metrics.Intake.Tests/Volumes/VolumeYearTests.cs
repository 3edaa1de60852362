using Metrics.ServiceDesk;
using Metrics.Intake.Tests.Support;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Queries;

namespace Metrics.Intake.Tests.Volumes;

/// <summary>
/// Fixtures/volumes-2023.csv, worked out by hand. For month m = 1 … 12:
/// <code>
/// measure            unit     customer    handling     count     over the year
/// supplier-invoices  Ekonomi  Grundskola  manual       100       1 200
/// supplier-invoices  Ekonomi  Grundskola  electronic   200 + m   2 400 + 78 = 2 478
/// supplier-invoices  Ekonomi  Grundskola  automated    10 m        780          Grundskola 4 458
/// supplier-invoices  Ekonomi  Kultur      manual        50         600
/// supplier-invoices  Ekonomi  Kultur      electronic    20         240          Kultur       840
///                                                 370 + 11 m    4 440 + 858 =      all    5 298
/// payslips           Lön      –           –          1 000 + m                            12 078
/// </code>
/// By the day: customer-invoices of Ekonomi for Kultur, 10, 20, 30, 40, 50 on 2–6 January and 7 on 1 February: 157.
/// By the month, a stock: computers of IT; Grundskola 500, 510, 520 in January to March, Kultur 80, 90 in January and February.
/// Rows: 12 × 6 + 6 + 5 = 83.
/// </summary>
public sealed class VolumeYearTests : IAsyncLifetime, IDisposable
{
    private readonly IntakeDesk _desk = new();

    public async Task InitializeAsync()
        => (await _desk.IngestAsync(Fixtures.File("volumes-2023.csv"), "volume-counts")).Sums().Should().Be((83, 83, 0, 0, 0, 0));

    [Fact]
    public void A_flow_adds_up_over_months_tertials_and_the_year()
    {
        Counts("supplier-invoices", PeriodKind.Month).Should().Equal(Enumerable.Range(1, 12).Select(m => ($"2023-{m:00}", 370m + (11 * m))));
        Counts("supplier-invoices", PeriodKind.Tertial).Should().Equal(("2023-T1", 1590), ("2023-T2", 1766), ("2023-T3", 1942));
        Counts("supplier-invoices", PeriodKind.Year).Should().Equal(("2023", 5298));
        _desk.Value("payslips").Should().Be(12_078);
    }

    [Fact]
    public void Counts_of_days_are_there_by_day_and_add_up_to_months()
    {
        Counts("customer-invoices", PeriodKind.Day).Should().Equal(
            ("2023-01-02", 10), ("2023-01-03", 20), ("2023-01-04", 30), ("2023-01-05", 40), ("2023-01-06", 50), ("2023-02-01", 7));
        Counts("customer-invoices", PeriodKind.Month).Should().Equal(("2023-01", 150), ("2023-02", 7));
    }

    [Fact]
    public void Units_and_customers_have_their_own()
    {
        _desk.Kpi("supplier-invoices", split: Dimension.Customer).Select(r => (r.Customer, r.Value)).Should().BeEquivalentTo([("Grundskola", 4458m), ("Kultur", 840m)]);
        _desk.Kpi("payslips", split: Dimension.Unit).Select(r => (r.Unit, r.Value)).Should().Equal(("Lön", 12_078m));
        _desk.Kpi("payslips", split: Dimension.Customer).Select(r => (r.Customer, r.Value)).Should().Equal((null, 12_078m));
        _desk.Value("customer-invoices", (Dimension.Customer, "Kultur")).Should().Be(157);
    }

    [Fact]
    public void Handling_modes_make_shares()
    {
        Share("supplier-invoices-electronic-share").Should().Be((2478 + 780 + 240, 5298));
        Share("supplier-invoices-automated-share").Should().Be((780, 5298));
        Share("supplier-invoices-electronic-share", "Kultur").Should().Be((240, 840));
    }

    [Fact]
    public void What_has_no_handling_mode_has_no_share()
    {
        var row = _desk.Kpi("payslips-electronic-share").Single();
        (row.Value, row.Denominator).Should().Be((null, null));
    }

    [Fact]
    public void A_stock_is_the_last_value_of_each_of_its_series()
    {
        Counts("computers", PeriodKind.Month).Should().Equal(("2023-01", 580), ("2023-02", 600), ("2023-03", 520));
        _desk.Value("computers").Should().Be(520 + 90);
        _desk.Value("computers", (Dimension.Customer, "Kultur")).Should().Be(90);
    }

    [Fact]
    public async Task The_same_counts_in_other_files_and_orders_are_duplicates()
    {
        var lines = await File.ReadAllLinesAsync(Fixtures.File("volumes-2023.csv"));
        var reversed = _desk.Folder.Write("reversed.csv", string.Join("\r\n", lines.Skip(1).Reverse().Prepend(lines[0])));
        (await _desk.IngestAsync(reversed, "volume-counts")).Sums().Should().Be((83, 0, 83, 0, 0, 0));
        _desk.Value("supplier-invoices").Should().Be(5298);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _desk.Dispose();

    private IEnumerable<(string Period, decimal Count)> Counts(string measure, PeriodKind by) => _desk.Kpi(measure, by)
        .Where(r => r.Value is not null).Select(r => (r.Period, r.Value!.Value));

    private (decimal?, decimal?) Share(string kpi, string? customer = null)
    {
        var row = _desk.Kpi(kpi, only: customer is null ? null : (Dimension.Customer, customer)).Single();
        return (row.Numerator, row.Denominator);
    }
}
