using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Sla;

namespace Metrics.Pipelines.Policies;

/// <summary>Reads which tickets a rule is for: <c>service: Arbetsplats</c>, <c>priority: ["1", "2"]</c>.</summary>
internal static class SelectorReader
{
    /// <summary>Reads the attributes among a rule's keys.</summary>
    public static Selector Read(YamlValue node, params ReadOnlySpan<TicketAttribute> attributes)
    {
        var conditions = new List<(TicketAttribute, string[])>();
        foreach (var attribute in attributes)
        {
            if (node.Find(NameOf(attribute)) is not { } value) continue;
            var values = attribute == TicketAttribute.Kind ? value.Items().Select(i => Words.Of(i.Word<TicketKind>())).ToArray() : value.Texts();
            if (values.Length == 0) throw value.Error("names nothing");
            conditions.Add((attribute, values));
        }

        return new Selector(conditions);
    }

    /// <summary>
    /// The first two rules that tie: some ticket is for both, they name as many attributes, and no rule that names more
    /// decides between them.
    /// </summary>
    public static (T First, T Second, Selector Both)? Tie<T>(IReadOnlyList<T> rules, Func<T, Selector> selector, Func<T, T, bool> meet)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            for (var j = i + 1; j < rules.Count; j++)
            {
                var (a, b) = (selector(rules[i]), selector(rules[j]));
                if (a.Specificity != b.Specificity || !meet(rules[i], rules[j]) || a.And(b) is not { } both) continue;
                if (!rules.Any(r => selector(r).Specificity > a.Specificity && selector(r).Covers(both) && meet(rules[i], r) && meet(rules[j], r)))
                    return (rules[i], rules[j], both);
            }
        }

        return null;
    }

    private static string NameOf(TicketAttribute attribute) => attribute == TicketAttribute.CaseType ? "caseType" : Words.Of(attribute);
}
