using Metrics.Pipelines.Sources;

namespace Metrics.Intake.Mapping;

/// <summary>An event rule bound to the columns of one file.</summary>
internal sealed class BoundEvent
{
    public BoundEvent(EventRule rule, SourceMapping mapping, Header header, Func<ValueRule, Value> bind)
    {
        Rule = rule;
        When = rule.When.Select(w => new RowCondition(w, mapping, header)).ToArray();
        Id = rule.Id.Select(bind).ToArray();
        Subject = rule.Subject.Select(bind).ToArray();
        Time = bind(rule.Time);
        Set = rule.Set.Select(pair => (pair.Key, MemberShape.Of(rule.Type, pair.Key), bind(pair.Value))).ToArray();
    }

    public EventRule Rule { get; }

    public RowCondition[] When { get; }

    public Value[] Id { get; }

    public Value[] Subject { get; }

    public Value Time { get; }

    public (string Name, MemberShape Shape, Value Value)[] Set { get; }
}
