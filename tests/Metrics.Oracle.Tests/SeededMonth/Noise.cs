using System.Text.Json.Nodes;
using Metrics.Oracle.Tests.Oracle;

namespace Metrics.Oracle.Tests.SeededMonth;

/// <summary>Events that no KPI here counts: ratings, indicators, decided prognoses.</summary>
internal static class Noise
{
    public static Told Of(Desk desk, Dice dice, int number)
    {
        var data = dice.Scope(desk);
        switch (number % 3)
        {
            case 0:
                (data["rating"], data["scaleLow"], data["scaleHigh"], data["ticket"]) = (dice.Next(6), 1, 5, $"INC{number:0000}");
                return Tell("survey.rated");
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
