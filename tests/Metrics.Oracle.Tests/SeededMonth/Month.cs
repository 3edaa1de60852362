using Metrics.Oracle.Tests.Oracle;

namespace Metrics.Oracle.Tests.SeededMonth;

/// <summary>October 2023, with its day of 25 hours, in two organisations that share a source and the numbers of their tickets.</summary>
internal sealed class Month
{
    public static readonly Desk Nordic = NordicDesk.Desk;
    public static readonly Desk Atlantic = AtlanticDesk.Desk;

    /// <summary>Tells a month.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="contradictory">Whether its events may also contradict each other, in ways that the domain alone decides.</param>
    public Month(int seed, bool contradictory = false)
    {
        var dice = new Dice(seed);
        var events = Life(Nordic, dice, contradictory, 500).Concat(Life(Atlantic, dice, contradictory, 125))
            .Concat(SurveyReplies.Of(Nordic, new Dice(seed + 17), 500)).Concat(SurveyReplies.Of(Atlantic, new Dice(seed + 19), 125)).ToArray();
        events = [.. events, .. ContactsAgain.About(events, new Dice(seed + 23)), .. CountedWork.Of(Nordic, new Dice(seed + 29), 250), .. CountedWork.Of(Atlantic, new Dice(seed + 31), 60)];
        Versions = new Mistakes([Nordic, Atlantic], dice, contradictory).Versions(events);
        Seed = seed;
    }

    public int Seed { get; }

    /// <summary>Everything that is told, each version once.</summary>
    public IReadOnlyList<Told> Versions { get; }

    /// <summary>The files in which it arrives; another arrival gives another order, split and other repeats.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Files(int arrival = 0, int files = 8)
        => Arrival.Files(Versions, files, new Dice(Seed + (7919 * (arrival + 1))));

    private static IEnumerable<Told> Life(Desk desk, Dice dice, bool contradictory, int subjects)
    {
        var (tickets, contacts) = (new TicketLives(desk, dice, contradictory), new ContactLives(desk, dice, contradictory));
        for (var number = 0; number < subjects; number++)
        {
            foreach (var told in tickets.Of(number)) yield return told;
            foreach (var told in contacts.Of(number)) yield return told;
            foreach (var told in contacts.Of(number + subjects)) yield return told;
            yield return VolumeCounts.Of(desk, dice, number);
            if (number % 10 == 0) yield return Noise.Of(desk, dice, number);
        }
    }
}
