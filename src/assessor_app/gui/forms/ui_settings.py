# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'settings.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QCheckBox, QComboBox, QDoubleSpinBox,
    QFormLayout, QFrame, QHBoxLayout, QLabel,
    QListWidget, QListWidgetItem, QPushButton, QSizePolicy,
    QSpacerItem, QSpinBox, QStackedWidget, QVBoxLayout,
    QWidget)

class Ui_Settings(object):
    def setupUi(self, Settings):
        if not Settings.objectName():
            Settings.setObjectName(u"Settings")
        Settings.resize(960, 600)
        self.outer = QHBoxLayout(Settings)
        self.outer.setSpacing(0)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(0, 0, 0, 0)
        self.sections = QListWidget(Settings)
        self.sections.setObjectName(u"sections")
        self.sections.setProperty(u"look", u"sections")
        self.sections.setFrameShape(QFrame.NoFrame)
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarAlwaysOff)

        self.outer.addWidget(self.sections)

        self.stack = QStackedWidget(Settings)
        self.stack.setObjectName(u"stack")
        self.look_page = QWidget()
        self.look_page.setObjectName(u"look_page")
        self.look_page_layout = QVBoxLayout(self.look_page)
        self.look_page_layout.setSpacing(8)
        self.look_page_layout.setObjectName(u"look_page_layout")
        self.look_page_layout.setContentsMargins(24, 16, 24, 16)
        self.appearance_title = QLabel(self.look_page)
        self.appearance_title.setObjectName(u"appearance_title")
        self.appearance_title.setProperty(u"look", u"title")

        self.look_page_layout.addWidget(self.appearance_title)

        self.appearance = QFrame(self.look_page)
        self.appearance.setObjectName(u"appearance")
        self.appearance.setProperty(u"look", u"panel")
        self.appearance_form = QFormLayout(self.appearance)
        self.appearance_form.setObjectName(u"appearance_form")
        self.appearance_form.setHorizontalSpacing(24)
        self.appearance_form.setVerticalSpacing(12)
        self.appearance_form.setContentsMargins(16, 16, 16, 16)
        self.theme_label = QLabel(self.appearance)
        self.theme_label.setObjectName(u"theme_label")
        self.theme_label.setMinimumSize(QSize(168, 0))

        self.appearance_form.setWidget(0, QFormLayout.ItemRole.LabelRole, self.theme_label)

        self.theme = QComboBox(self.appearance)
        self.theme.addItem("")
        self.theme.addItem("")
        self.theme.addItem("")
        self.theme.addItem("")
        self.theme.setObjectName(u"theme")
        self.theme.setMinimumSize(QSize(176, 0))
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.theme.sizePolicy().hasHeightForWidth())
        self.theme.setSizePolicy(sizePolicy)

        self.appearance_form.setWidget(0, QFormLayout.ItemRole.FieldRole, self.theme)

        self.text_size_label = QLabel(self.appearance)
        self.text_size_label.setObjectName(u"text_size_label")
        self.text_size_label.setMinimumSize(QSize(168, 0))

        self.appearance_form.setWidget(1, QFormLayout.ItemRole.LabelRole, self.text_size_label)

        self.text_size = QSpinBox(self.appearance)
        self.text_size.setObjectName(u"text_size")
        self.text_size.setMinimumSize(QSize(176, 0))
        sizePolicy.setHeightForWidth(self.text_size.sizePolicy().hasHeightForWidth())
        self.text_size.setSizePolicy(sizePolicy)
        self.text_size.setMinimum(100)
        self.text_size.setMaximum(200)
        self.text_size.setSingleStep(10)

        self.appearance_form.setWidget(1, QFormLayout.ItemRole.FieldRole, self.text_size)


        self.look_page_layout.addWidget(self.appearance)

        self.look_page_rest = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.look_page_layout.addItem(self.look_page_rest)

        self.stack.addWidget(self.look_page)
        self.marking_page = QWidget()
        self.marking_page.setObjectName(u"marking_page")
        self.marking_page_layout = QVBoxLayout(self.marking_page)
        self.marking_page_layout.setSpacing(8)
        self.marking_page_layout.setObjectName(u"marking_page_layout")
        self.marking_page_layout.setContentsMargins(24, 16, 24, 16)
        self.marking_title = QLabel(self.marking_page)
        self.marking_title.setObjectName(u"marking_title")
        self.marking_title.setProperty(u"look", u"title")

        self.marking_page_layout.addWidget(self.marking_title)

        self.marking = QFrame(self.marking_page)
        self.marking.setObjectName(u"marking")
        self.marking.setProperty(u"look", u"panel")
        self.marking_form = QFormLayout(self.marking)
        self.marking_form.setObjectName(u"marking_form")
        self.marking_form.setHorizontalSpacing(24)
        self.marking_form.setVerticalSpacing(12)
        self.marking_form.setContentsMargins(16, 16, 16, 16)
        self.pre_roll_label = QLabel(self.marking)
        self.pre_roll_label.setObjectName(u"pre_roll_label")
        self.pre_roll_label.setMinimumSize(QSize(168, 0))

        self.marking_form.setWidget(0, QFormLayout.ItemRole.LabelRole, self.pre_roll_label)

        self.pre_roll = QDoubleSpinBox(self.marking)
        self.pre_roll.setObjectName(u"pre_roll")
        self.pre_roll.setMinimumSize(QSize(176, 0))
        sizePolicy.setHeightForWidth(self.pre_roll.sizePolicy().hasHeightForWidth())
        self.pre_roll.setSizePolicy(sizePolicy)
        self.pre_roll.setDecimals(1)
        self.pre_roll.setMaximum(15.000000000000000)
        self.pre_roll.setSingleStep(0.500000000000000)

        self.marking_form.setWidget(0, QFormLayout.ItemRole.FieldRole, self.pre_roll)

        self.key_lead_label = QLabel(self.marking)
        self.key_lead_label.setObjectName(u"key_lead_label")
        self.key_lead_label.setMinimumSize(QSize(168, 0))

        self.marking_form.setWidget(1, QFormLayout.ItemRole.LabelRole, self.key_lead_label)

        self.key_lead = QSpinBox(self.marking)
        self.key_lead.setObjectName(u"key_lead")
        self.key_lead.setMinimumSize(QSize(176, 0))
        sizePolicy.setHeightForWidth(self.key_lead.sizePolicy().hasHeightForWidth())
        self.key_lead.setSizePolicy(sizePolicy)
        self.key_lead.setMaximum(2000)
        self.key_lead.setSingleStep(50)

        self.marking_form.setWidget(1, QFormLayout.ItemRole.FieldRole, self.key_lead)

        self.engine_label = QLabel(self.marking)
        self.engine_label.setObjectName(u"engine_label")
        self.engine_label.setMinimumSize(QSize(168, 0))

        self.marking_form.setWidget(3, QFormLayout.ItemRole.LabelRole, self.engine_label)

        self.engine = QComboBox(self.marking)
        self.engine.addItem("")
        self.engine.addItem("")
        self.engine.addItem("")
        self.engine.setObjectName(u"engine")
        self.engine.setMinimumSize(QSize(176, 0))
        sizePolicy.setHeightForWidth(self.engine.sizePolicy().hasHeightForWidth())
        self.engine.setSizePolicy(sizePolicy)

        self.marking_form.setWidget(3, QFormLayout.ItemRole.FieldRole, self.engine)

        self.engine_note = QLabel(self.marking)
        self.engine_note.setObjectName(u"engine_note")
        self.engine_note.setWordWrap(True)
        self.engine_note.setProperty(u"look", u"quiet")

        self.marking_form.setWidget(4, QFormLayout.ItemRole.FieldRole, self.engine_note)

        self.type_at_once = QCheckBox(self.marking)
        self.type_at_once.setObjectName(u"type_at_once")

        self.marking_form.setWidget(2, QFormLayout.ItemRole.FieldRole, self.type_at_once)


        self.marking_page_layout.addWidget(self.marking)

        self.marking_page_rest = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.marking_page_layout.addItem(self.marking_page_rest)

        self.stack.addWidget(self.marking_page)
        self.keys_page = QWidget()
        self.keys_page.setObjectName(u"keys_page")
        self.keys_page_layout = QVBoxLayout(self.keys_page)
        self.keys_page_layout.setSpacing(8)
        self.keys_page_layout.setObjectName(u"keys_page_layout")
        self.keys_page_layout.setContentsMargins(24, 16, 24, 16)
        self.keys_title = QLabel(self.keys_page)
        self.keys_title.setObjectName(u"keys_title")
        self.keys_title.setProperty(u"look", u"title")

        self.keys_page_layout.addWidget(self.keys_title)

        self.keys_panel = QFrame(self.keys_page)
        self.keys_panel.setObjectName(u"keys_panel")
        self.keys_panel.setProperty(u"look", u"panel")
        self.keys_layout = QHBoxLayout(self.keys_panel)
        self.keys_layout.setSpacing(16)
        self.keys_layout.setObjectName(u"keys_layout")
        self.keys_layout.setContentsMargins(16, 12, 16, 12)
        self.shortcuts = QPushButton(self.keys_panel)
        self.shortcuts.setObjectName(u"shortcuts")

        self.keys_layout.addWidget(self.shortcuts)

        self.keys_note = QLabel(self.keys_panel)
        self.keys_note.setObjectName(u"keys_note")
        self.keys_note.setProperty(u"look", u"quiet")
        self.keys_note.setWordWrap(True)
        sizePolicy1 = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        sizePolicy1.setHorizontalStretch(1)
        sizePolicy1.setVerticalStretch(0)
        sizePolicy1.setHeightForWidth(self.keys_note.sizePolicy().hasHeightForWidth())
        self.keys_note.setSizePolicy(sizePolicy1)

        self.keys_layout.addWidget(self.keys_note)


        self.keys_page_layout.addWidget(self.keys_panel)

        self.keys_page_rest = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.keys_page_layout.addItem(self.keys_page_rest)

        self.stack.addWidget(self.keys_page)
        self.servers_page = QWidget()
        self.servers_page.setObjectName(u"servers_page")
        self.servers_page_layout = QVBoxLayout(self.servers_page)
        self.servers_page_layout.setSpacing(8)
        self.servers_page_layout.setObjectName(u"servers_page_layout")
        self.servers_page_layout.setContentsMargins(24, 16, 24, 16)
        self.servers_title = QLabel(self.servers_page)
        self.servers_title.setObjectName(u"servers_title")
        self.servers_title.setProperty(u"look", u"title")

        self.servers_page_layout.addWidget(self.servers_title)

        self.servers_panel = QFrame(self.servers_page)
        self.servers_panel.setObjectName(u"servers_panel")
        self.servers_panel.setProperty(u"look", u"panel")
        self.servers_layout = QVBoxLayout(self.servers_panel)
        self.servers_layout.setSpacing(12)
        self.servers_layout.setObjectName(u"servers_layout")
        self.servers_layout.setContentsMargins(16, 16, 16, 16)
        self.servers = QListWidget(self.servers_panel)
        self.servers.setObjectName(u"servers")
        self.servers.setProperty(u"look", u"roomy")
        sizePolicy2 = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        sizePolicy2.setHorizontalStretch(0)
        sizePolicy2.setVerticalStretch(0)
        sizePolicy2.setHeightForWidth(self.servers.sizePolicy().hasHeightForWidth())
        self.servers.setSizePolicy(sizePolicy2)
        self.servers.setMinimumSize(QSize(0, 88))
        self.servers.setMaximumSize(QSize(16777215, 120))

        self.servers_layout.addWidget(self.servers)

        self.server_buttons = QHBoxLayout()
        self.server_buttons.setSpacing(8)
        self.server_buttons.setObjectName(u"server_buttons")
        self.add_server = QPushButton(self.servers_panel)
        self.add_server.setObjectName(u"add_server")

        self.server_buttons.addWidget(self.add_server)

        self.sign_out = QPushButton(self.servers_panel)
        self.sign_out.setObjectName(u"sign_out")

        self.server_buttons.addWidget(self.sign_out)

        self.remove_server = QPushButton(self.servers_panel)
        self.remove_server.setObjectName(u"remove_server")

        self.server_buttons.addWidget(self.remove_server)

        self.server_note = QLabel(self.servers_panel)
        self.server_note.setObjectName(u"server_note")
        self.server_note.setWordWrap(True)
        self.server_note.setProperty(u"look", u"quiet")
        sizePolicy1.setHeightForWidth(self.server_note.sizePolicy().hasHeightForWidth())
        self.server_note.setSizePolicy(sizePolicy1)

        self.server_buttons.addWidget(self.server_note)


        self.servers_layout.addLayout(self.server_buttons)


        self.servers_page_layout.addWidget(self.servers_panel)

        self.servers_page_rest = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.servers_page_layout.addItem(self.servers_page_rest)

        self.stack.addWidget(self.servers_page)

        self.outer.addWidget(self.stack)

#if QT_CONFIG(shortcut)
        self.theme_label.setBuddy(self.theme)
        self.text_size_label.setBuddy(self.text_size)
        self.pre_roll_label.setBuddy(self.pre_roll)
        self.key_lead_label.setBuddy(self.key_lead)
        self.engine_label.setBuddy(self.engine)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.sections, self.theme)
        QWidget.setTabOrder(self.theme, self.text_size)
        QWidget.setTabOrder(self.text_size, self.pre_roll)
        QWidget.setTabOrder(self.pre_roll, self.key_lead)
        QWidget.setTabOrder(self.key_lead, self.type_at_once)
        QWidget.setTabOrder(self.type_at_once, self.engine)
        QWidget.setTabOrder(self.engine, self.shortcuts)
        QWidget.setTabOrder(self.shortcuts, self.servers)
        QWidget.setTabOrder(self.servers, self.add_server)
        QWidget.setTabOrder(self.add_server, self.sign_out)
        QWidget.setTabOrder(self.sign_out, self.remove_server)

        self.retranslateUi(Settings)

        QMetaObject.connectSlotsByName(Settings)
    # setupUi

    def retranslateUi(self, Settings):
#if QT_CONFIG(accessibility)
        self.sections.setAccessibleName(QCoreApplication.translate("Settings", u"Sections of the settings", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.sections.setToolTip(QCoreApplication.translate("Settings", u"Up and down choose a section, Tab goes on into it", None))
#endif // QT_CONFIG(tooltip)
        self.appearance_title.setText(QCoreApplication.translate("Settings", u"Appearance", None))
        self.theme_label.setText(QCoreApplication.translate("Settings", u"&Colours", None))
        self.theme.setItemText(0, QCoreApplication.translate("Settings", u"As the system", None))
        self.theme.setItemText(1, QCoreApplication.translate("Settings", u"Light", None))
        self.theme.setItemText(2, QCoreApplication.translate("Settings", u"Dark", None))
        self.theme.setItemText(3, QCoreApplication.translate("Settings", u"High contrast", None))

#if QT_CONFIG(accessibility)
        self.theme.setAccessibleName(QCoreApplication.translate("Settings", u"Colours", None))
#endif // QT_CONFIG(accessibility)
        self.text_size_label.setText(QCoreApplication.translate("Settings", u"&Text size", None))
#if QT_CONFIG(accessibility)
        self.text_size.setAccessibleName(QCoreApplication.translate("Settings", u"Text size in percent", None))
#endif // QT_CONFIG(accessibility)
        self.text_size.setSuffix(QCoreApplication.translate("Settings", u" %", None))
        self.marking_title.setText(QCoreApplication.translate("Settings", u"Player and marking", None))
        self.pre_roll_label.setText(QCoreApplication.translate("Settings", u"Play &before a moment", None))
#if QT_CONFIG(accessibility)
        self.pre_roll.setAccessibleName(QCoreApplication.translate("Settings", u"Seconds played before a moment", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.pre_roll.setToolTip(QCoreApplication.translate("Settings", u"Jumping to a moment starts this many seconds earlier", None))
#endif // QT_CONFIG(tooltip)
        self.pre_roll.setSuffix(QCoreApplication.translate("Settings", u" s", None))
        self.key_lead_label.setText(QCoreApplication.translate("Settings", u"&Reaction time", None))
#if QT_CONFIG(accessibility)
        self.key_lead.setAccessibleName(QCoreApplication.translate("Settings", u"Reaction time in milliseconds", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.key_lead.setToolTip(QCoreApplication.translate("Settings", u"Marks are set this much earlier than the key press; 0 keeps the very frame you saw", None))
#endif // QT_CONFIG(tooltip)
        self.key_lead.setSuffix(QCoreApplication.translate("Settings", u" ms", None))
        self.engine_label.setText(QCoreApplication.translate("Settings", u"Videos are &played by", None))
        self.engine.setItemText(0, QCoreApplication.translate("Settings", u"Qt, else libVLC", None))
        self.engine.setItemText(1, QCoreApplication.translate("Settings", u"Qt only", None))
        self.engine.setItemText(2, QCoreApplication.translate("Settings", u"libVLC first", None))

#if QT_CONFIG(accessibility)
        self.engine.setAccessibleName(QCoreApplication.translate("Settings", u"What plays videos", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.engine.setToolTip(QCoreApplication.translate("Settings", u"Counts from the next video you open", None))
#endif // QT_CONFIG(tooltip)
        self.engine_note.setText("")
        self.type_at_once.setText(QCoreApplication.translate("Settings", u"A letter right after a mark &starts its note", None))
#if QT_CONFIG(accessibility)
        self.type_at_once.setAccessibleName(QCoreApplication.translate("Settings", u"A letter right after a mark starts its note", None))
#endif // QT_CONFIG(accessibility)
        self.keys_title.setText(QCoreApplication.translate("Settings", u"Shortcuts", None))
        self.shortcuts.setText(QCoreApplication.translate("Settings", u"Change &keys\u2026", None))
#if QT_CONFIG(accessibility)
        self.shortcuts.setAccessibleName(QCoreApplication.translate("Settings", u"Change keys", None))
#endif // QT_CONFIG(accessibility)
        self.servers_title.setText(QCoreApplication.translate("Settings", u"Issuing servers", None))
#if QT_CONFIG(accessibility)
        self.servers.setAccessibleName(QCoreApplication.translate("Settings", u"Issuing servers", None))
#endif // QT_CONFIG(accessibility)
        self.add_server.setText(QCoreApplication.translate("Settings", u"Sign in to a server", None))
#if QT_CONFIG(accessibility)
        self.add_server.setAccessibleName(QCoreApplication.translate("Settings", u"Sign in to a server", None))
#endif // QT_CONFIG(accessibility)
        self.sign_out.setText(QCoreApplication.translate("Settings", u"Sign out", None))
#if QT_CONFIG(accessibility)
        self.sign_out.setAccessibleName(QCoreApplication.translate("Settings", u"Sign out of the chosen server", None))
#endif // QT_CONFIG(accessibility)
        self.remove_server.setText(QCoreApplication.translate("Settings", u"Remove", None))
#if QT_CONFIG(accessibility)
        self.remove_server.setAccessibleName(QCoreApplication.translate("Settings", u"Remove the chosen server", None))
#endif // QT_CONFIG(accessibility)
        self.server_note.setText("")
        pass
    # retranslateUi

