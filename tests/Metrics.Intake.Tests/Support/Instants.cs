using NodaTime;
using NodaTime.Text;

namespace Metrics.Intake.Tests.Support;

/// <summary>Instants as ISO texts.</summary>
internal static class Instants
{
    public static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
}
