using System.Text.Json.Nodes;
using Metrics.Oracle.Tests.Oracle;

namespace Metrics.Oracle.Tests.SeededMonth;

/// <summary>Events that no KPI here counts: planned changes, indicators, decided prognoses.</summary>
internal static class Noise
{
    public static Told Of(Desk desk, Dice dice, int number)
    {
        var data = dice.Scope(desk);
        switch (number % 3)
        {
            case 0:
                (data["measure"], data["from"], data["sizePerMonth"], data["reason"]) = ("supplier-invoices", "2023-11", dice.Next(6), "nytt avtal");
                return Tell("planned-change.announced");
            case 1:
                (data["indicator"], data["period"], data["value"], data["readFrom"]) = ("nki", "2023-10", dice.Next(100), "enkät");
                return Tell("indicator.reported");
            default:
                (data["measure"], data["year"], data["value"], data["by"]) = ("supplier-invoices", 2023, dice.Next(9000), "controller");
                return Tell("prognosis.decided");
        }

        Told Tell(string kind) => new(desk, $"{desk.Id}/noise/{number}", kind, $"N{number}", dice.Moment(), data);
    }
}
