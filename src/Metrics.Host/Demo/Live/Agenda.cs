using NodaTime;

namespace Metrics.Host.Demo.Live;

/// <summary>What is going to happen, in the order of time; of what shares an instant, what was put in first comes first.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Action, (Instant At, long Order)> _items = new();
    private long _order;

    /// <summary>The instant of what happens now.</summary>
    public Instant Now { get; private set; } = Instant.MinValue;

    /// <summary>Puts something in; what is past already happens at once.</summary>
    public void At(Instant at, Action happens) => _items.Enqueue(happens, (Instant.Max(at, Now), _order++));

    /// <summary>Lets the next thing happen; false when there is nothing more until an instant, itself included.</summary>
    public bool Step(Instant until)
    {
        if (!_items.TryPeek(out var happens, out var next) || next.At > until) return false;
        _items.Dequeue();
        Now = next.At;
        happens();
        return true;
    }
}
