using System.Text;
using Metrics.Intake.Tests.Support;

namespace Metrics.Intake.Tests.Volumes;

public sealed class VolumeRejectTests : IDisposable
{
    private const string Header = "date,month,unit,customer,measure,kind,handling,count,revision,exported_at";
    private const string NoNumber = "is not a number with the decimal sign '.' and no other separators";
    private const string NoTime = "is not a time as yyyy-MM-dd or yyyy-MM";

    // Every kind of wrong row: the row, the column at fault, the reason.
    private static readonly (string Row, string? Field, string Reason)[] Wrong =
    [
        (",2023-01,IT,,payslips,,,12a,,", "count", $"'12a' {NoNumber}"),
        (",2023-01,IT,,payslips,,,1 234,,", "count", $"'1 234' {NoNumber}"),
        (",2023-01,IT,,payslips,,,1e5,,", "count", $"'1e5' {NoNumber}"),
        (",2023-01,IT,,payslips,,,\"1,5\",,", "count", $"'1,5' {NoNumber}"),
        (",2023-01,IT,,payslips,,, 5,,", "count", $"' 5' {NoNumber}"),
        (",2023-01,IT,,payslips,,,,,", "count", "is missing: servicedesk.volume.counted.v1 requires its 'count'"),
        (",2023-01,IT,,payslips,,,1000000000001,,", "count", "1000000000001 is outside -1000000000000 to 1000000000000"),
        (",2023-01,IT,,,,,1,,", "measure", "is missing: servicedesk.volume.counted.v1 requires its 'measure'"),
        (",,IT,,payslips,,,1,,", "date + month", "is missing: it says when volume.counted.v1 happened"),
        (",2023-13,IT,,payslips,,,1,,", "date + month", $"'2023-13' {NoTime}"),
        ("2023-02-29,,IT,,payslips,,,1,,", "date + month", $"'2023-02-29' {NoTime}"),
        ("2023-2-1,,IT,,payslips,,,1,,", "date + month", $"'2023-2-1' {NoTime}"),
        ("1/2/2023,,IT,,payslips,,,1,,", "date + month", $"'1/2/2023' {NoTime}"),
        ("2023-02-01 ,,IT,,payslips,,,1,,", "date + month", $"'2023-02-01 ' {NoTime}"),
        (",1969-12,IT,,payslips,,,1,,", "date + month", "'1969-12' is not between 1970 and 2199"),
        (",2023-01,IT,,payslips,,robot,1,,", "handling", "is not one of manual, electronic, automated"),
        (",2023-01,IT,,payslips,Flow,,1,,", "kind", "is not one of flow, stock"),
        (",2023-01,IT,,payslips,,,1,1.5,", "revision", "'1.5' is not a revision: a whole number from 0"),
        (",2023-01,IT,,payslips,,,1,,2023-04-03", "exported_at", "'2023-04-03' is not a time as yyyy-MM-dd HH:mm:ss"),
        ("2023-01-01,,IT", null, "has 3 columns where the header has 10"),
        (",2023-01,IT,,payslips,,,1,,,", null, "has 11 columns where the header has 10"),
        (",2023-01,I\"T\",,payslips,,,1,,", null, "has a quote in the middle of a field; a quote inside a quoted field is doubled"),
        (",2023-01,\"IT,,payslips,,,1,,", null, "opens a quote that does not end"),
        (",2023-01,G\u00F6teborg,,payslips,,,1,,", "unit", "is not utf-8 text; if the file is in another character set, say 'encoding: windows-1252' in the mapping"),
        (",2023-01,IT,Kul\0tur,payslips,,,1,,", "customer", "holds a NUL character"),
        (",2023-01," + new string('x', 201) + ",,payslips,,,1,,", "unit", "is longer than 200 characters"),
    ];

    private readonly IntakeDesk _desk = new();

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Every_wrong_row_is_rejected_by_line_field_reason_and_raw_text_and_the_rest_goes_on(string lineEnd)
    {
        // Between the wrong rows stand right ones: the count of wrong row i is followed by a right row of count i.
        var text = Header + lineEnd + string.Concat(Wrong.Select((w, i) => $"{w.Row}{lineEnd},2023-01,U{i},,payslips,,,{i},,{lineEnd}"));
        var outcome = await _desk.IngestAsync(_desk.Folder.Write("damaged.csv", Encoding.Latin1.GetBytes(text)), "volume-counts");

        outcome.Rejects.Select(r => (r.Line, r.Field, r.Reason)).Should().Equal(Wrong.Select((w, i) => (2L + (2 * i), w.Field, w.Reason)));
        outcome.Rejects.Select(r => Encoding.Latin1.GetString(r.Raw)).Should().Equal(Wrong.Select(w => w.Row));
        outcome.Rejects.Should().OnlyContain(r => r.Name == "damaged.csv" && r.Source == "default/volume-counts");
        outcome.Sums().Should().Be((52, 26, 0, 0, 0, 26));
        _desk.Value("payslips").Should().Be(25 * 26 / 2);
    }

    /// <summary>
    /// One file, by hand: January 5 · January 5 again (a duplicate) · January 7 under the same revision (a conflict) ·
    /// February 3 · February 4 in revision 1 (a correction) · March "many" (a reject) · March 2. Seven rows, three months.
    /// </summary>
    [Fact]
    public async Task A_file_may_hold_one_of_each()
    {
        var text = string.Join('\n', Header,
            ",2023-01,IT,,payslips,,,5,,", ",2023-01,IT,,payslips,,,5,,", ",2023-01,IT,,payslips,,,7,,",
            ",2023-02,IT,,payslips,,,3,,", ",2023-02,IT,,payslips,,,4,1,", ",2023-03,IT,,payslips,,,many,,", ",2023-03,IT,,payslips,,,2,,", "");
        (await _desk.IngestAsync(_desk.Folder.Write("counts.csv", text), "volume-counts")).Sums().Should().Be((7, 3, 1, 1, 1, 1));
        _desk.Value("payslips").Should().BeOneOf(5 + 4 + 2, 7 + 4 + 2);
    }

    public void Dispose() => _desk.Dispose();
}
