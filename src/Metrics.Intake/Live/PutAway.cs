using Metrics.Intake.Files;
using Metrics.ServiceDesk;

namespace Metrics.Intake.Live;

/// <summary>
/// Puts files away that have been dealt with: into <c>done/</c> or <c>failed/</c>, with the rejected records and the reason beside them. Nothing
/// that lies there is overwritten: a number is added. What lies beside is written first, so that a file that is away has it.
/// </summary>
/// <param name="folder">The drop folder.</param>
internal sealed class PutAway(string folder)
{
    private const string Rejects = ".rejects.csv";
    private const string Reason = ".reason.txt";

    /// <summary>A file was read to its end, and all of it is committed.</summary>
    /// <exception cref="IOException">It can't be moved.</exception>
    public void Done(LandedFile file, IEnumerable<Reject> rejects) => Move(file, "done", rejects, null);

    /// <summary>A file is damaged or unfit.</summary>
    /// <exception cref="IOException">It can't be moved.</exception>
    public void Failed(LandedFile file, IEnumerable<Reject> rejects, string reason) => Move(file, "failed", rejects, reason);

    private void Move(LandedFile file, string into, IEnumerable<Reject> rejects, string? reason)
    {
        var away = Directory.CreateDirectory(Path.Combine(folder, into)).FullName;
        while (true)
        {
            var to = FreeName(away, file.Name);
            if (rejects.Any()) RejectsFile.Write(to + Rejects, rejects);
            if (reason is not null) File.WriteAllText(to + Reason, reason + "\n");
            try
            {
                File.Move(file.Path, to, overwrite: false);
                return;
            }
            catch (IOException) when (File.Exists(to) && File.Exists(file.Path))
            {
                // Somebody else took the name in between.
            }
        }
    }

    // export.csv.gz, export-2.csv.gz, export-3.csv.gz
    private static string FreeName(string away, string name)
    {
        var first = name.IndexOf('.', 1);
        var (stem, ending) = first < 0 ? (name, "") : (name[..first], name[first..]);
        var to = Path.Combine(away, name);
        for (var i = 2; File.Exists(to); i++) to = Path.Combine(away, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{stem}-{i}{ending}"));
        return to;
    }
}
