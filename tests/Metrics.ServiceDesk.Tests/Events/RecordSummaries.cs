using System.Reflection;
using System.Xml.Linq;
using Metrics.ServiceDesk.Events;

namespace Metrics.ServiceDesk.Tests.Events;

/// <summary>What the records' <c>///</c> comments say, from the documentation file that the compiler writes beside the assembly.</summary>
internal static class RecordSummaries
{
    private static readonly Dictionary<string, string> ById = XDocument
        .Load(Path.ChangeExtension(typeof(EventData).Assembly.Location, ".xml"))
        .Descendants("member")
        .Where(m => m.Element("summary") is not null)
        .ToDictionary(m => m.Attribute("name")!.Value, m => string.Join(' ', m.Element("summary")!.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    public static string? Of(MemberInfo member) => ById.GetValueOrDefault(member is Type type
        ? $"T:{type.FullName}"
        : $"P:{member.DeclaringType!.FullName}.{member.Name}");
}
