using Metrics.Intake.Tests.Support;
using Metrics.Pipelines.Yaml;

namespace Metrics.Intake.Tests.Mapping;

/// <summary>Columns that a mapping makes of others: words in its own language, and which time a thing comes.</summary>
public sealed class DerivedColumnTests
{
    private const string Visits = """
        name: visits
        zone: UTC
        times: yyyy-MM-dd
        derived:
          what: { column: word, values: { IN: comes, OUT: goes, NOP: nothing } }
          visit: { counts: [{ column: what, is: comes }], per: [who, desk] }
        subject: [who, desk, visit]
        events:
          - { type: servicedesk.contact.offered.v1, when: [{ column: what, is: comes }], id: [who, desk, visit], time: day }
          - { type: servicedesk.contact.abandoned.v1, when: [{ column: what, is: goes }], id: [who, desk, visit], time: day, set: { waitSeconds: wait } }
        """;

    private const string Columns = "word,who,desk,day,wait";

    [Fact]
    public void A_column_of_words_has_its_own_and_one_that_it_does_not_know_is_a_fault_of_the_column_it_is_made_of()
    {
        using var rows = new MappedRows(Visits, Columns);
        rows.Names("IN,A,1,2021-07-01,").Should().Equal("contact.offered.v1");
        rows.Names("NOP,A,1,2021-07-01,").Should().BeEmpty();
        var fault = rows.Fault("UP,A,1,2021-07-01,");
        (fault.Column, fault.Reason).Should().Be(("word", "'UP' is not one of IN, OUT, NOP"));
    }

    [Fact]
    public void A_count_tells_one_visit_from_the_next()
    {
        using var rows = new MappedRows(Visits, Columns);
        string[] told = ["IN,A,1,2021-07-01,", "IN,B,1,2021-07-01,", "OUT,A,1,2021-07-01,5", "IN,A,2,2021-07-01,", "IN,A,1,2021-07-01,", "OUT,A,1,2021-07-01,7", "OUT,B,1,2021-07-01,1"];
        told.Select(r => rows.Event(r).Subject).Should().Equal("A|1|1", "B|1|1", "A|1|1", "A|2|1", "A|1|2", "A|1|2", "B|1|1");
    }

    [Fact]
    public void What_a_file_begins_in_the_middle_of_is_the_first()
    {
        using var rows = new MappedRows(Visits, Columns);
        rows.Event("OUT,A,1,2021-07-01,5").Subject.Should().Be("A|1|1");
        rows.Event("IN,A,1,2021-07-01,").Subject.Should().Be("A|1|1");
        rows.Event("IN,A,1,2021-07-01,").Subject.Should().Be("A|1|2");
    }

    [Fact]
    public void A_rejected_row_counts_for_nothing()
    {
        using var rows = new MappedRows(Visits, Columns);
        rows.Event("IN,A,1,2021-07-01,");
        rows.Fault("IN,A,1,no day,");
        rows.Event("OUT,A,1,2021-07-01,5").Subject.Should().Be("A|1|1");
    }

    [Fact]
    public void Parts_of_a_subject_do_not_run_together_and_none_may_be_missing()
    {
        using var rows = new MappedRows(Visits, Columns);
        rows.Event("IN,A|1,,2021-07-01,".Replace(",,", ",2,", StringComparison.Ordinal)).Subject.Should().Be("A\\|1|2|1");
        var fault = rows.Fault("IN,A,,2021-07-01,");
        (fault.Column, fault.Reason).Should().Be(("desk", "is missing: it names what the record is about"));
    }

    [Fact]
    public void A_mapping_that_counts_must_see_the_whole_file()
    {
        using var counting = new MappedRows(Visits, Columns);
        counting.Mapper.IsStateful.Should().BeTrue();
        using var plain = new MappedRows(Visits.Replace("  visit: { counts: [{ column: what, is: comes }], per: [who, desk] }\n", "", StringComparison.Ordinal).Replace(", visit]", "]", StringComparison.Ordinal), Columns);
        plain.Mapper.IsStateful.Should().BeFalse();
    }

    [Fact]
    public void A_file_that_has_a_column_of_that_name_is_told_so()
    {
        var bind = () =>
        {
            using var rows = new MappedRows(Visits, Columns + ",visit");
        };
        bind.Should().Throw<ConfigurationException>().WithMessage("file.csv:1: the file has a column 'visit', and the mapping 'visits' makes one of that name; give the mapping's another");
    }
}
