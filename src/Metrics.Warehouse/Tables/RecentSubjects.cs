using Metrics.ServiceDesk.Events;

namespace Metrics.Warehouse.Tables;

/// <summary>
/// What stands of the subjects that were told of last, so that an event about one of them needs no look into the log: a call is answered and ended
/// seconds after it was offered. A subject is held whole or not at all. Like everything kept in memory beside the log it is forgotten when a batch fails.
/// </summary>
/// <param name="mostEvents">How many events are held at least, if so many come in small batches; at most twice as many.</param>
internal sealed class RecentSubjects(int mostEvents)
{
    /// <summary>Events of a quarter of a minute at five thousand a second, some fifty megabytes.</summary>
    public const int OfTheLastSeconds = 80_000;

    private Dictionary<UInt128, List<(long Seq, ServiceEvent Event)>> _young = [];
    private Dictionary<UInt128, List<(long Seq, ServiceEvent Event)>> _old = [];
    private int _events;

    /// <summary>The stored winning events about some subjects, with their place in the log.</summary>
    /// <param name="subjects">The subjects.</param>
    /// <param name="read">Reads those of some subjects from the log.</param>
    public IEnumerable<(long Seq, ServiceEvent Event)> About(HashSet<UInt128> subjects, Func<HashSet<UInt128>, IEnumerable<(long Seq, ServiceEvent Event)>> read)
    {
        // A large batch would drive out what small ones meet again.
        if (subjects.Count > mostEvents / 4)
        {
            Forget();
            return read(subjects);
        }

        var strangers = new HashSet<UInt128>();
        foreach (var subject in subjects)
        {
            if (_young.ContainsKey(subject)) continue;
            if (!_old.Remove(subject, out var events))
            {
                events = [];
                strangers.Add(subject);
            }

            _young.Add(subject, events);
            _events += events.Count;
        }

        foreach (var (seq, e) in read(strangers))
        {
            _young[e.SubjectKey].Add((seq, e));
            _events++;
        }

        return subjects.SelectMany(s => _young[s]);
    }

    /// <summary>A batch is stored.</summary>
    /// <param name="told">Its events that stand.</param>
    /// <param name="deserted">The subjects that some of its events had told of before.</param>
    /// <param name="beaten">The places of events that stand no more.</param>
    public void Stored(IEnumerable<(long Seq, ServiceEvent Event)> told, IReadOnlyCollection<UInt128> deserted, HashSet<long> beaten)
    {
        foreach (var subject in deserted)
        {
            if (_young.TryGetValue(subject, out var events)) events.RemoveAll(e => beaten.Contains(e.Seq));
        }

        foreach (var (seq, e) in told)
        {
            if (!_young.TryGetValue(e.SubjectKey, out var events)) continue;
            events.Add((seq, e));
            _events++;
        }

        if (_events < mostEvents) return;
        _old.Clear();
        (_old, _young, _events) = (_young, _old, 0);
    }

    /// <summary>Nothing is known of any subject.</summary>
    public void Forget()
    {
        _old.Clear();
        _young.Clear();
        _events = 0;
    }
}
