using System.Text;
using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Contract;

/// <summary>What <c>ingest</c> answers, and that it counts nothing twice.</summary>
public sealed class IngestTests
{
    private static readonly string[] Members = ["read", "accepted", "duplicates", "corrections", "conflicts", "rejected", "rejectsFile"];

    [Fact]
    public async Task It_answers_with_exactly_the_promised_members()
    {
        using var place = new Workplace();
        var answer = await place.Ingest(place.Write("calls.csv", Samples.Calls), "call-list");
        answer.EnumerateObject().Select(m => m.Name).Should().Equal(Members);
        foreach (var count in Members[..6]) answer.GetProperty(count).TryGetInt64(out _).Should().BeTrue($"{count} is a whole number");
        answer.GetProperty("rejectsFile").ValueKind.Should().Be(JsonValueKind.Null, "nothing was rejected");
        // Ten calls, six of them rated: read counts records, accepted counts events.
        Counts(answer).Should().Equal(10, 16, 0, 0, 0, 0);
    }

    [Fact]
    public async Task Reading_a_file_again_accepts_nothing()
    {
        using var place = await Workplace.WithCalls();
        (await place.Ingest("calls.csv", "call-list")).GetProperty("accepted").GetInt64().Should().Be(0);
        (await place.Kpi("contacts-offered")).The("contacts-offered").Number("value").Should().Be(10);
    }

    [Fact]
    public async Task A_gzipped_or_moved_copy_is_the_same_file()
    {
        using var place = await Workplace.WithCalls();
        Counts(await place.Ingest(place.Write("copy.csv.gz", Samples.Calls), "call-list")).Should().Equal(0, 0, 0, 0, 0, 0);
        Counts(await place.Ingest(place.Write("moved.csv", Samples.Calls), "call-list")).Should().Equal(0, 0, 0, 0, 0, 0);
    }

    [Fact]
    public async Task A_file_that_has_grown_is_read_from_where_it_ended()
    {
        using var place = await Workplace.WithCalls();
        var more = Samples.Calls + "K11,A,2022-01-02,08:00:00,Lön,Y,Y,5,00:00:10,\n";
        Counts(await place.Ingest(place.Write("calls.csv", more), "call-list")).Should().Equal(1, 1, 0, 0, 0, 0);
    }

    [Fact]
    public async Task A_change_before_the_end_is_told_apart_from_repeats()
    {
        using var place = await Workplace.WithCalls();
        var changed = Samples.Calls.Replace("K05,B,2021-03-02,16:45:00,\"Dator, mobil\",Y,Y,10", "K05,B,2021-03-02,16:45:00,\"Dator, mobil\",Y,Y,11", StringComparison.Ordinal);
        var file = place.Write("calls.csv", changed);
        var answer = await place.Ingest(file, "call-list", "--exported-at", "2022-02-01");
        Counts(answer).Should().Equal(10, 0, 15, 1, 0, 0);
        (await place.Kpi("speed-of-answer")).The("speed-of-answer").Number("numerator").Should().Be(632, "the waits sum to 631 s and K05 waited one longer");
    }

    [Fact]
    public async Task A_later_export_that_says_again_what_an_earlier_one_said_wins()
    {
        using var place = new Workplace();
        place.Write("first.csv", "month,measure,count\n2021-01,payslips,100\n");
        place.Write("second.csv", "month,measure,count\n2021-01,payslips,200\n");
        foreach (var (file, day, count) in (IEnumerable<(string, string, decimal)>)[("first.csv", "2021-02-01", 100), ("second.csv", "2021-02-02", 200), ("first.csv", "2021-02-03", 100)])
        {
            await place.Ingest(file, "volume-counts", "--exported-at", day);
            (await place.Kpi("payslips")).The("payslips").Number("value").Should().Be(count, $"the newest export, of {day}, says so");
        }

        await place.Ingest("second.csv", "volume-counts", "--exported-at", "2021-02-02");
        (await place.Kpi("payslips")).The("payslips").Number("value").Should().Be(100, "an older export changes nothing");
    }

    [Fact]
    public async Task A_dash_is_standard_input()
    {
        using var place = new Workplace();
        var answer = (await place.Feed(Encoding.UTF8.GetBytes(Samples.Calls), "ingest", "-", "--source", "call-list", "--format", "json")).Succeeded().Json;
        Counts(answer).Should().Equal(10, 16, 0, 0, 0, 0);
        var again = (await place.Feed(Encoding.UTF8.GetBytes(Samples.Calls), "ingest", "-", "--source", "call-list", "--format", "json")).Succeeded().Json;
        Counts(again).Should().Equal(10, 0, 16, 0, 0, 0);
    }

    [Fact]
    public async Task Standard_input_may_be_gzipped()
    {
        using var place = new Workplace();
        var zipped = await File.ReadAllBytesAsync(place.At(place.Write("calls.csv.gz", Samples.Calls)));
        var answer = (await place.Feed(zipped, "ingest", "-", "--source", "call-list", "--format", "json")).Succeeded().Json;
        Counts(answer).Should().Equal(10, 16, 0, 0, 0, 0);
    }

    [Fact]
    public async Task Several_files_are_read_as_one_answer()
    {
        using var place = new Workplace();
        place.Write("one.csv", Samples.Calls);
        place.Write("two.csv.gz", Samples.CallsWithFaults);
        var answer = (await place.Run("ingest", "one.csv", "two.csv.gz", "--source", "call-list", "--format", "json")).Succeeded().Json;
        // The second file repeats K01 and K02 with their ratings: four events known, four records refused.
        Counts(answer).Should().Equal(16, 16, 4, 0, 0, 4);
    }

    [Fact]
    public async Task A_mapping_file_of_ones_own_is_enough_for_another_format()
    {
        using var place = new Workplace();
        place.Write("mine.csv", "nr;när;enhet\n1;05.03.2021 08:00;IT\n2;06.03.2021 08:00;-\n");
        place.Write("mine.yaml", Mapping("dd.MM.yyyy HH:mm"));
        Counts(await place.Ingest("mine.csv", "mine.yaml")).Should().Equal(2, 2, 0, 0, 0, 0);
        (await place.Kpi("tickets-opened", "--unit", "IT")).The("tickets-opened").Number("value").Should().Be(1);
    }

    [Fact]
    public async Task A_corrected_mapping_reads_the_same_file_anew()
    {
        using var place = new Workplace();
        place.Write("mine.csv", "nr;när;enhet\n1;05.03.2021 08:00;IT\n2;06.03.2021 08:00;-\n");
        place.Write("mine.yaml", Mapping("yyyy-MM-dd HH:mm"));
        Counts(await place.Ingest("mine.csv", "mine.yaml")).Should().Equal(2, 0, 0, 0, 0, 2);
        place.Write("mine.yaml", Mapping("dd.MM.yyyy HH:mm"));
        (await place.Ingest("mine.csv", "mine.yaml")).GetProperty("accepted").GetInt64().Should().Be(2);
    }

    [Fact]
    public async Task A_file_cut_in_its_last_record_is_believed_only_until_the_whole_one_comes()
    {
        // Whatever a hash would choose: several counts, each of them a number too when two digits are cut off.
        string[] counts = ["1311", "2917", "4083", "5521", "7777"];
        using var place = new Workplace();
        foreach (var count in counts)
        {
            var whole = $"month,measure,count\n2021-01,measure-{count},17\n2021-02,measure-{count},{count}\n";
            await place.Ingest(place.Write($"{count}.csv", whole[..^3]), "volume-counts");
            await place.Ingest(place.Write($"{count}.csv", whole), "volume-counts");
        }

        var rows = await place.Kpi([.. counts.Select(c => $"measure-{c}"), "--from", "2021-02", "--to", "2021-03"]);
        rows.Select(r => r.Number("value")).Should().Equal(counts.Select(c => (decimal?)decimal.Parse(c)), "the whole files say so");
    }

    [Fact]
    public async Task Nothing_but_the_answer_is_written_when_piped()
    {
        using var place = new Workplace();
        var ran = await place.Run("ingest", place.Write("calls.csv", Samples.Calls), "--source", "call-list", "--format", "json");
        ran.Error.Should().BeEmpty();
        ran.Output.Should().StartWith("{").And.EndWith("}\n").And.NotContain("\u001b");
        Directory.GetFileSystemEntries(place.At("tmp")).Should().BeEmpty("nothing is left in the temporary folder");
    }

    private static string Mapping(string times) => $$"""
        name: mine
        format: delimited
        delimiter: ";"
        zone: organisation
        times: {{times}}
        nulls: ["-"]
        subject: nr
        events:
          - type: servicedesk.ticket.opened.v1
            id: nr
            time: när
            set:
              unit: enhet

        """;

    private static long[] Counts(JsonElement answer) => Members[..6].Select(m => answer.GetProperty(m).GetInt64()).ToArray();
}
