using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Sla;
using NodaTime;

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
            if (values.Length == 0 || Array.Exists(values, string.IsNullOrWhiteSpace)) throw value.Error("names nothing");
            conditions.Add((attribute, values));
        }

        return new Selector(conditions);
    }

    /// <summary>
    /// The first two rules that tie: some ticket is for both, they name as many attributes, and no rule that names more
    /// decides between them.
    /// </summary>
    /// <param name="rules">The rules.</param>
    /// <param name="selector">What each is for.</param>
    /// <param name="holds">From when until when each holds; null is always.</param>
    public static (T First, T Second, Selector Both)? Tie<T>(IReadOnlyList<T> rules, Func<T, Selector> selector, Func<T, (Instant? From, Instant? Until)> holds)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            for (var j = i + 1; j < rules.Count; j++)
            {
                var (a, b) = (selector(rules[i]), selector(rules[j]));
                if (a.Specificity != b.Specificity || a.And(b) is not { } both) continue;
                var (first, second) = (Span(holds(rules[i])), Span(holds(rules[j])));
                var (from, until) = (Instant.Max(first.From, second.From), Instant.Min(first.Until, second.Until));
                // Rules that name more decide as long as they hold; together they must do so for all the time that the two share.
                foreach (var decides in rules.Where(r => selector(r).Specificity > a.Specificity && selector(r).Covers(both)).Select(r => Span(holds(r))).OrderBy(s => s.From))
                {
                    if (decides.From <= from && decides.Until > from) from = decides.Until;
                }

                if (from < until) return (rules[i], rules[j], both);
            }
        }

        return null;
    }

    private static (Instant From, Instant Until) Span((Instant? From, Instant? Until) holds) => (holds.From ?? Instant.MinValue, holds.Until ?? Instant.MaxValue);

    private static string NameOf(TicketAttribute attribute) => attribute == TicketAttribute.CaseType ? "caseType" : Words.Of(attribute);
}
