using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk.Events;

namespace Metrics.Pipelines.Sources;

/// <summary>Reads when and how a mapping's records become events.</summary>
/// <param name="values">Reads values.</param>
/// <param name="conditions">Reads conditions.</param>
internal sealed class EventRuleReader(ValueRuleReader values, ConditionReader conditions)
{
    /// <summary>Reads the events.</summary>
    /// <param name="root">The mapping.</param>
    /// <exception cref="ConfigurationException">One can't be used, or two can't be told apart.</exception>
    public EventRule[] Read(YamlValue root)
    {
        var subject = root.Find("subject") is { } s ? Values(s) : [];
        var shared = root.Find("set") is { } set ? set.Entries().ToDictionary(e => e.Name, e => values.Read(e.Value), StringComparer.Ordinal) : [];
        var node = root.Get("events");
        var events = node.Items().Select(item => Event(item, subject, shared)).ToArray();
        if (events.Length == 0) throw node.Error("must list at least one event");
        foreach (var twins in events.GroupBy(e => e.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            throw node.Error($"two events are called '{twins.Key}'; give each a 'name' of its own");
        foreach (var (member, value) in root.Find("set")?.Entries() ?? [])
        {
            if (!Array.Exists(events, e => e.Set.ContainsKey(member))) throw value.Error($"none of the events has a member '{member}'");
        }

        return events;
    }

    private EventRule Event(YamlValue node, ValueRule[] subject, Dictionary<string, ValueRule> shared)
    {
        var typeNode = node.Get("type");
        var type = EventType.Find(typeNode.Text())
            ?? throw typeNode.Error($"'{typeNode.Text()}' is not an event type; schemas/ lists them");
        var members = type.Data.Properties.ToDictionary(p => p.Name, StringComparer.Ordinal);
        var set = shared.Where(pair => members.ContainsKey(pair.Key)).ToDictionary(StringComparer.Ordinal);
        if (node.Find("set") is { } setNode)
        {
            foreach (var (name, value) in setNode.Entries())
            {
                if (!members.ContainsKey(name))
                    throw value.Error($"{type.Name} has no member '{name}'; it has {string.Join(", ", members.Keys)}");
                set[name] = values.Read(value);
            }
        }

        foreach (var required in members.Values.Where(m => m.IsRequired && !set.ContainsKey(m.Name)))
            throw node.Error($"'set' must give '{required.Name}': {type.Name} requires it");

        var rule = new EventRule
        {
            Type = type,
            Name = node.Find("name")?.Text() ?? type.Name.Split('.', 2)[1],
            When = conditions.Read(node.Find("when")),
            Id = node.Find("id") is { } id ? Values(id) : [],
            Subject = node.Find("subject") is { } own ? Values(own) : subject,
            Time = values.Read(node.Get("time")),
            Set = set,
        };
        if (rule.Subject.Count == 0 && (type.Family == EventFamily.Ticket || (type.Family == EventFamily.Contact && (rule.Id.Count == 0 || type != EventType.Of<ContactRecorded>()))))
            throw node.Error("'subject' must say which column names the ticket or contact: events of one life are told by it");
        node.NothingElse();
        return rule;
    }

    private ValueRule[] Values(YamlValue node) => node.Items().Select(values.Read).ToArray();
}
