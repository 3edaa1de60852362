using Metrics.Oracle.Tests.Oracle;
using Metrics.Oracle.Tests.Oracle.Hours;
using Metrics.Oracle.Tests.Oracle.Promises;
using static Metrics.Oracle.Tests.Oracle.Promises.Within;

namespace Metrics.Oracle.Tests.SeededMonth;

/// <summary>
/// What Fixtures/pipelines says of the organisation <c>nordic</c>, said again for the oracle: it doesn't read those files, so that
/// a file that the product reads wrongly shows too.
/// </summary>
internal static class NordicDesk
{
    private const string Zone = "Europe/Stockholm";

    private static readonly Dictionary<string, string> OfficeEves = new() { ["allhelgonaafton"] = "08:00-12:00", ["julafton"] = "", ["nyårsafton"] = "" };

    private static readonly OpenHours Office = new(
        Zone,
        [
            new WeekHours(null, [.. Enumerable.Repeat("08:00-12:00 13:00-17:00", 4), "08:00-12:00 13:00-16:00", "10:00-14:00", ""], true, OfficeEves),
            new WeekHours("2023-10-17T10:30", WeekHours.Days("07:00-12:00 12:45-18:00", "10:00-14:00"), true, OfficeEves),
        ],
        new() { ["2023-10-13"] = "10:00-15:00", ["2023-10-22"] = "09:00-12:00", ["2023-10-24"] = "", ["2023-10-25"] = "" });

    private static readonly OpenHours Night = new(
        Zone, [new WeekHours(null, EveryDay("22:00-06:00"), true, new() { ["allhelgonaafton"] = "20:00-24:00" })]);

    private static readonly OpenHours Harbour = new(Zone, [new WeekHours(null, EveryDay("00:30-02:30 02:45-05:20 20:00-24:00"), false)]);

    private static readonly OpenHours Always = new(Zone, [new WeekHours(null, EveryDay("00:00-24:00"), false)]);

    private static readonly Contract Customers = new(Zone, WithCustomer: true,
    [
        new ContractVersion(null, ["customer", "leverantör"], FirstResolution: true,
        [
            new(new(("priority", ["1"])), Hours(8), Hours(0.5)),
            new(new(("priority", ["2"])), Hours(24), Hours(4)),
            new(new(("priority", ["1", "2"]), ("service", ["Telefoni n"])), ClockHours(30), ClockHours(1)),
            new(new(("priority", ["1", "2"]), ("service", ["Telefoni n"]), ("kind", ["incident", "major-incident"])), Hours(9.5)),
            new(new(("priority", ["3"]), ("kind", ["complaint"])), Hours(40)),
        ]),
        new ContractVersion("2023-10-14T12:00", null, FirstResolution: false,
        [
            new(new(("priority", ["1"])), Hours(7), Hours(0.75)),
            new(new(("priority", ["2"])), Hours(20)),
            new(new(("priority", ["3"]), ("kind", ["complaint"])), null, ClockHours(24)),
        ]),
    ]);

    private static readonly Contract HarbourCustomer = new(Zone, WithCustomer: true,
    [
        new ContractVersion(null, [], FirstResolution: false,
        [
            new(
                new(("customer", ["Göteborgs Hamn n"]), ("unit", ["Servicedesk n", "Kontaktcenter n"]),
                    ("caseType", ["Inloggning n", "Beställning n"]), ("channel", ["phone n", "chat n"])),
                Hours(36), Hours(3)),
        ], Always),
    ]);

    private static readonly Contract Lines = new(Zone, WithCustomer: false,
    [
        new ContractVersion(null, ["leverantör"], FirstResolution: false,
        [
            new(new(("line", ["Andra linjen", "Nätgruppen"])), Hours(16)),
            new(new(("line", ["Andra linjen"]), ("priority", ["1"])), Hours(4)),
        ]),
        new ContractVersion("2023-10-20", [], FirstResolution: false, [new(new(("line", ["Andra linjen"])), Hours(12))]),
    ]);

    private static readonly Contract Supplier = new(Zone, WithCustomer: false,
    [
        new ContractVersion(null, ["customer"], FirstResolution: false, [new(new(("line", ["Leverantören"])), ClockHours(48))]),
    ]);

    public static Desk Desk { get; } = new("nordic", Zone, [60, 120], 11)
    {
        ResolutionHours = [8, 16],
        Hours = Office,
        HoursRules =
        [
            (new(("service", ["Telefoni n"])), Night),
            (new(("service", ["Telefoni n"]), ("customer", ["Göteborgs Hamn n"])), Harbour),
            (new(("service", ["Drift n"])), Always),
        ],
        Contracts = [Customers, HarbourCustomer, Lines, Supplier],
        Units = new()
        {
            ["Kundservice n"] = (null, []),
            ["Servicedesk n"] = ("Kundservice n", []),
            ["Kontaktcenter n"] = ("Kundservice n", [90, 60]),
            ["Växeln n"] = ("Kontaktcenter n", [25]),
            ["Växelns jour n"] = ("Växeln n", []),
            ["Ekonomi n"] = (null, []),
        },
        MinutesSaved = new() { ["supplier-invoices"] = 3.5m, ["payslips"] = 7, ["robot-runs"] = 12.25m },
    };

    private static string[] EveryDay(string hours) => WeekHours.Days(hours, hours, hours);
}
