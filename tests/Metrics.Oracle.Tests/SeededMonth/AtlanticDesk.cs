using Metrics.Oracle.Tests.Oracle;
using Metrics.Oracle.Tests.Oracle.Hours;
using Metrics.Oracle.Tests.Oracle.Promises;
using static Metrics.Oracle.Tests.Oracle.Promises.Within;

namespace Metrics.Oracle.Tests.SeededMonth;

/// <summary>What Fixtures/pipelines says of the organisation <c>atlantic</c>, said again for the oracle.</summary>
internal static class AtlanticDesk
{
    private const string Zone = "America/St_Johns";

    public static Desk Desk { get; } = new("atlantic", Zone, [25], 5)
    {
        ResolutionHours = [24],
        Hours = new OpenHours(Zone, [new WeekHours(null, WeekHours.Days("07:15-20:45", "07:15-20:45"), ClosedOnHolidays: false)]),
        Contracts =
        [
            new Contract(Zone, WithCustomer: true,
                [new ContractVersion("2023-10-05", null, FirstResolution: false, [new(new(), Hours(26), Hours(2))])]),
        ],
    };
}
